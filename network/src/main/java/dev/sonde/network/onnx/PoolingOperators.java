package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Reduction;
import dev.sonde.network.torch.Sampling;
import dev.sonde.network.torch.Spatial;
import dev.sonde.network.torch.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One number per window. */
final class PoolingOperators {

  private PoolingOperators() {}

  static List<Operator> all() {
    String shared = "auto_pad ceil_mode dilations kernel_shape pads strides";
    return List.of(
        Operator.many(
                "MaxPool", 1, Units.CHANNELS, shared + " storage_order", PoolingOperators::maximum)
            .counting(1),
        Operator.one(
            "MaxUnpool", 2, Units.CHANNELS, "kernel_shape pads strides", PoolingOperators::spread),
        Operator.one(
            "AveragePool",
            1,
            Units.CHANNELS,
            shared + " count_include_pad",
            PoolingOperators::mean),
        Operator.one("LpPool", 1, Units.CHANNELS, shared + " p", PoolingOperators::norm),
        Operator.one(
            "GlobalAveragePool", 1, Units.CHANNELS, "", call -> global(call, Reduction.MEAN)),
        Operator.one(
            "GlobalMaxPool", 1, Units.CHANNELS, "", call -> global(call, Reduction.MAXIMUM)),
        Operator.one(
            "GlobalLpPool",
            1,
            Units.CHANNELS,
            "p",
            call -> {
              double p = call.integer("p", 2);
              Array powers = power(Unary.ABS.of(call.input(0)), p);
              return power(Reduction.SUM.of(powers, axes(call.input(0)), true), 1 / p);
            }));
  }

  private static Array global(Call call, Reduction reduction) {
    return reduction.of(call.input(0), axes(call.input(0)), true);
  }

  private static long[] axes(Array x) {
    return LongStream.range(2, x.rank()).toArray();
  }

  private static Kernel kernel(Call call) {
    long[] size =
        call.integers("kernel_shape").orElseThrow(() -> call.refused("has no kernel_shape"));
    Kernel kernel = Kernel.of(call, call.input(0), size);
    kernel.chargeWindows(call, call.input(0));
    return kernel;
  }

  /** What must be added at the end so that windows that reach over it count too. */
  private static long[] extra(Call call, Kernel kernel) {
    long[] extra = new long[kernel.axes()];
    if (!call.flag("ceil_mode", false)) return extra;
    for (int i = 0; i < extra.length; i++) {
      long in = call.input(0).extent(i + 2);
      long span = (kernel.size()[i] - 1) * kernel.dilations()[i] + 1;
      long stride = kernel.strides()[i];
      long padded = in + kernel.before()[i] + kernel.after()[i];
      long out = Math.ceilDiv(padded - span, stride) + 1;
      // A window that would start behind the input and its first padding is left out.
      if ((out - 1) * stride >= in + kernel.before()[i]) out--;
      extra[i] = Math.max(0, (out - 1) * stride + span - padded);
    }
    return extra;
  }

  private static List<Array> maximum(Call call) {
    Array x = call.input(0);
    Kernel kernel = kernel(call);
    long[] extra = extra(call, kernel);
    boolean half =
        IntStream.range(0, kernel.axes()).allMatch(i -> kernel.before()[i] <= kernel.size()[i] / 2);
    boolean padded = !(kernel.isSymmetric() && half && isZero(extra));
    if (!padded && !call.wants(1)) {
      return List.of(Spatial.maxPool(x, kernel.size(), kernel.window()));
    }
    double low = x.isReal() ? Double.NEGATIVE_INFINITY : least(x.type());
    Array from = padded ? kernel.pad(call, x, low, extra) : x;
    Spatial.Window window = padded ? kernel.unpadded() : kernel.window();
    if (!call.wants(1)) return List.of(Spatial.maxPool(from, kernel.size(), window));
    Array[] found = Sampling.maxPool(from, kernel.size(), window);
    return List.of(found[0], places(call, x, from, kernel, padded, found[1]));
  }

  private static double least(ElementType type) {
    return type.isUnsigned() ? 0 : -Math.pow(2, type.bits() - 1);
  }

  /** Places in a plane that may be padded as places in the whole input. */
  private static Array places(
      Call call, Array x, Array from, Kernel kernel, boolean padded, Array found) {
    boolean columnsFirst = call.integer("storage_order", 0) == 1;
    Array rest = found;
    Array place = Array.ofIndices(new long[] {0});
    long stride = 1;
    long[] strides = new long[kernel.axes()];
    for (int i = 0; i < kernel.axes(); i++) {
      int axis = columnsFirst ? i : kernel.axes() - 1 - i;
      strides[axis] = stride;
      stride *= x.extent(axis + 2);
    }
    for (int axis = kernel.axes() - 1; axis >= 0; axis--) {
      Array extent = Array.ofIndices(new long[] {from.extent(axis + 2)});
      Array at = Binary.MODULO.of(rest, extent);
      if (padded) at = at.subtract(Array.ofIndices(new long[] {kernel.before()[axis]}));
      place = place.add(at.multiply(Array.ofIndices(new long[] {strides[axis]})));
      rest = Binary.DIVIDE_WHOLE.of(rest, extent);
    }
    long planes = x.extent(0) * x.extent(1);
    long[] shape = new long[x.rank()];
    Arrays.fill(shape, 1);
    shape[0] = x.extent(0);
    shape[1] = x.extent(1);
    Array plane = Indexing.range(0, (double) planes, 1, ElementType.INT64).view(shape);
    return place.add(plane.multiply(Array.ofIndices(new long[] {stride})));
  }

  /** The opposite of {@code MaxPool}: each element at its place, zeros elsewhere. */
  private static Array spread(Call call) {
    Array x = call.input(0);
    Array at = call.input(1).to(ElementType.INT64);
    Kernel kernel = kernel(call);
    long[] shape = x.shape().toArray();
    for (int i = 0; i < kernel.axes(); i++) {
      shape[i + 2] =
          (shape[i + 2] - 1) * kernel.strides()[i]
              + kernel.size()[i]
              - kernel.before()[i]
              - kernel.after()[i];
    }
    call.requireSize(shape);
    long count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Array flat = Indexing.scatter(Indexing.filled(0, x.type(), count), 0, at.view(-1), x.view(-1));
    Array whole = flat.view(shape);
    if (call.optional(2).isEmpty()) return whole;
    long[] wanted = call.numbers(2);
    if (wanted.length != shape.length) throw call.refused("makes " + Arrays.toString(wanted));
    call.requireSize(wanted);
    long[] more = new long[shape.length];
    for (int i = 0; i < more.length; i++) more[i] = wanted[i] - shape[i];
    return Spatial.pad(whole, new long[shape.length], more, 0);
  }

  private static boolean isZero(long[] numbers) {
    return Arrays.stream(numbers).allMatch(number -> number == 0);
  }

  private static Array mean(Call call) {
    Array x = call.input(0);
    Kernel kernel = kernel(call);
    long[] extra = extra(call, kernel);
    boolean undilated = Arrays.stream(kernel.dilations()).allMatch(dilation -> dilation == 1);
    if (undilated && isZero(kernel.before()) && isZero(kernel.after()) && isZero(extra)) {
      return Spatial.averagePool(x, kernel.size(), kernel.window());
    }
    Array sums = sums(call, kernel.pad(call, x, 0, extra), kernel);
    long[] one = x.shape().toArray();
    one[0] = 1;
    one[1] = 1;
    Array counted = Indexing.filled(1, x.type(), one);
    if (call.flag("count_include_pad", false)) {
      counted = kernel.pad(call, counted, 1, new long[kernel.axes()]);
      counted = Spatial.pad(counted, new long[x.rank()], ends(extra), 0);
    } else {
      counted = kernel.pad(call, counted, 0, extra);
    }
    return sums.divide(sums(call, counted, kernel));
  }

  private static long[] ends(long[] extra) {
    long[] ends = new long[extra.length + 2];
    System.arraycopy(extra, 0, ends, 2, extra.length);
    return ends;
  }

  /** Sums of windows, of each channel alone. */
  private static Array sums(Call call, Array x, Kernel kernel) {
    long channels = x.extent(1);
    long[] shape = new long[kernel.axes() + 2];
    shape[0] = channels;
    shape[1] = 1;
    System.arraycopy(kernel.size(), 0, shape, 2, kernel.axes());
    call.requireSize(shape);
    Array ones = Indexing.filled(1, x.type(), shape);
    return Spatial.convolution(x, ones, null, kernel.unpadded(), channels);
  }

  private static Array norm(Call call) {
    double p = call.integer("p", 2);
    Kernel kernel = kernel(call);
    Array powers = power(Unary.ABS.of(call.input(0)), p);
    return power(sums(call, kernel.pad(call, powers, 0, extra(call, kernel)), kernel), 1 / p);
  }

  private static Array power(Array x, double exponent) {
    return dev.sonde.network.torch.Binary.POWER.of(x, Indexing.filled(exponent, x.type()));
  }
}
