package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Reduction;
import dev.sonde.network.torch.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Whole numbers of few bits that stand for reals: {@code (q − zero) · scale}. */
final class QuantisationOperators {

  private static final String BLOCKS = "axis block_size";

  private QuantisationOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one(
                "QuantizeLinear",
                2,
                Units.SAME,
                BLOCKS + " output_dtype precision saturate",
                QuantisationOperators::quantise)
            .exact(),
        Operator.one(
                "DequantizeLinear",
                2,
                Units.SAME,
                BLOCKS + " output_dtype",
                QuantisationOperators::dequantise)
            .exact(),
        Operator.many(
                "DynamicQuantizeLinear", 1, Units.SAME, "", QuantisationOperators::dynamically)
            .exact(),
        Operator.one("MatMulInteger", 2, Units.LAST, "", QuantisationOperators::product).exact(),
        Operator.one("QLinearMatMul", 8, Units.LAST, "", QuantisationOperators::quantisedProduct)
            .exact(),
        Operator.one(
                "ConvInteger",
                2,
                Units.CHANNELS,
                ConvolutionOperators.SHARED,
                QuantisationOperators::convolution)
            .exact(),
        Operator.one(
                "QLinearConv",
                8,
                Units.CHANNELS,
                ConvolutionOperators.SHARED,
                QuantisationOperators::quantisedConvolution)
            .exact());
  }

  /** The least and greatest of a type of whole numbers. */
  private static double[] bounds(ElementType type) {
    int bits = type.bits();
    return type.isUnsigned()
        ? new double[] {0, Math.pow(2, bits) - 1}
        : new double[] {-Math.pow(2, bits - 1), Math.pow(2, bits - 1) - 1};
  }

  /** One number for all, per slice of an axis, or per block of one, as the input has elements. */
  private static Array spread(Call call, Array settings, Array x) {
    Array one = settings.wide();
    if (one.count() == 1) return one.view();
    int axis = call.axis(call.integer("axis", 1), x.rank());
    if (one.rank() == 1) {
      long[] shape = new long[x.rank()];
      Arrays.fill(shape, 1);
      shape[axis] = one.count();
      return one.view(shape);
    }
    long block = call.integer("block_size", 0);
    if (block < 1 || one.rank() != x.rank()) {
      throw call.refused("has scales " + one.shape() + " for an array " + x.shape());
    }
    long[] at = new long[Math.toIntExact(x.extent(axis))];
    for (int i = 0; i < at.length; i++) at[i] = i / block;
    return one.pick(axis, Array.ofIndices(at, at.length));
  }

  private static Array quantise(Call call) {
    Array x = call.exact(0);
    ElementType type = ElementType.UINT8;
    if (call.integer("output_dtype", 0) != 0) {
      type = ElementTypes.of(call, call.integer("output_dtype", 0));
    } else if (call.exactly(2).isPresent()) {
      type = call.type(2);
    }
    Array scale = spread(call, call.exact(1), x);
    Array divided = x.to(ElementType.FLOAT32).divide(scale.to(ElementType.FLOAT32));
    Optional<Array> zero =
        call.exactly(2).map(given -> spread(call, given, x).to(ElementType.FLOAT32));
    return rounded(divided, zero, type, call.flag("saturate", true));
  }

  private static Array rounded(
      Array divided, Optional<Array> zero, ElementType type, boolean saturate) {
    if (type.isReal())
      return Casts.to(zero.isEmpty() ? divided : divided.add(zero.get()), type, saturate);
    Array whole = Unary.ROUND.of(divided);
    if (zero.isPresent()) whole = whole.add(zero.get());
    double[] bounds = bounds(type);
    return whole.atLeast(bounds[0]).atMost(bounds[1]).to(type);
  }

  private static Array dequantise(Call call) {
    Array x = call.exact(0);
    ElementType type =
        call.integer("output_dtype", 0) != 0
            ? ElementTypes.of(call, call.integer("output_dtype", 0))
            : call.type(1);
    Array values = x.to(ElementType.FLOAT32);
    if (call.exactly(2).isPresent()) {
      values = values.subtract(spread(call, call.exact(2), x).to(ElementType.FLOAT32));
    }
    return values.multiply(spread(call, call.exact(1), x).to(ElementType.FLOAT32)).to(type);
  }

  /** To uint8, with the scale that the numbers themselves ask for. */
  private static List<Array> dynamically(Call call) {
    Array x = call.input(0);
    if (x.count() == 0) throw call.refused("quantises no numbers");
    long[] all = LongStream.range(0, x.rank()).toArray();
    Array flat = x.rank() == 0 ? x.view(1) : x;
    long[] axes = x.rank() == 0 ? new long[] {0} : all;
    Array low = Reduction.MINIMUM.of(flat, axes, false).atMost(0);
    Array high = Reduction.MAXIMUM.of(flat, axes, false).atLeast(0);
    Array scale = high.subtract(low).multiply(1.0 / 255);
    Array one = Indexing.filled(1, x.type());
    Array divisor = scale.where(scale.truths(), one);
    Array zero = Unary.ROUND.of(low.multiply(-1).divide(divisor).atLeast(0).atMost(255));
    Array y = rounded(x.divide(divisor), Optional.of(zero), ElementType.UINT8, true);
    return List.of(y, scale, zero.to(ElementType.UINT8));
  }

  /** Numbers less their zero, in a type that holds every sum of products exactly. */
  private static Array centred(Call call, int input, int zero, int axis) {
    Array x = call.exact(input).to(ElementType.FLOAT64);
    Optional<Array> shift = call.exactly(zero).map(one -> one.to(ElementType.FLOAT64));
    if (shift.isEmpty()) return x;
    return x.subtract(along(shift.get(), x.rank(), axis));
  }

  /** One setting, or one per slice of an axis; {@code −2} for the rows of matrices. */
  private static Array along(Array settings, int rank, int axis) {
    if (settings.count() == 1) return settings.view();
    if (settings.rank() != 1) return settings;
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    shape[axis < 0 ? axis + rank : axis] = settings.count();
    return settings.view(shape);
  }

  private static Array product(Call call) {
    Array a = centred(call, 0, 2, -2);
    Array b = centred(call, 1, 3, -1);
    ProductOperators.requireProduct(call, a, b);
    return a.matmul(b).to(ElementType.INT32);
  }

  private static Array quantisedProduct(Call call) {
    Array a = centred(call, 0, 2, -2);
    Array b = centred(call, 3, 5, -1);
    ProductOperators.requireProduct(call, a, b);
    Array left = along(call.exact(1).to(ElementType.FLOAT64), a.rank(), -2);
    Array right = along(call.exact(4).to(ElementType.FLOAT64), b.rank(), -1);
    Array real = a.matmul(b).multiply(left).multiply(right);
    return requantised(call, real, 6, 7);
  }

  private static Array requantised(Call call, Array real, int scale, int zero) {
    Array divided = real.divide(call.exact(scale).to(ElementType.FLOAT64));
    Array shift = call.exact(zero).to(ElementType.FLOAT64);
    return rounded(divided, Optional.of(shift), call.type(zero), true);
  }

  private static Array convolution(Call call) {
    Array x = centred(call, 0, 2, 1);
    Array w = centred(call, 1, 3, 0);
    return ConvolutionOperators.convolution(call, x, w, Optional.empty()).to(ElementType.INT32);
  }

  private static Array quantisedConvolution(Call call) {
    Array x = centred(call, 0, 2, 1);
    Array w = centred(call, 3, 5, 0);
    Optional<Array> bias = call.exactly(8).map(one -> one.to(ElementType.FLOAT64));
    Array sums = ConvolutionOperators.convolution(call, x, w, bias);
    Array left = call.exact(1).to(ElementType.FLOAT64).view();
    Array right = along(call.exact(4).to(ElementType.FLOAT64), sums.rank(), 1);
    return requantised(call, sums.multiply(left).multiply(right), 6, 7);
  }
}
