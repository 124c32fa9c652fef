package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.torch.Reduction;
import dev.sonde.network.torch.Spatial;
import dev.sonde.network.torch.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** One number per window. */
final class PoolingOperators {

  private PoolingOperators() {}

  static List<Operator> all() {
    String shared = "auto_pad ceil_mode dilations kernel_shape pads strides";
    return List.of(
        Operator.one(
            "MaxPool", 1, Units.CHANNELS, shared + " storage_order", PoolingOperators::maximum),
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
    return Kernel.of(call, call.input(0), size);
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

  private static Array maximum(Call call) {
    if (call.wants(1)) throw call.refused("has the output Indices, which is not computed");
    Array x = call.input(0);
    Kernel kernel = kernel(call);
    long[] extra = extra(call, kernel);
    boolean half =
        java.util.stream.IntStream.range(0, kernel.axes())
            .allMatch(i -> kernel.before()[i] <= kernel.size()[i] / 2);
    if (kernel.isSymmetric() && half && isZero(extra)) {
      return Spatial.maxPool(x, kernel.size(), kernel.window());
    }
    Array padded = kernel.pad(call, x, Double.NEGATIVE_INFINITY, extra);
    return Spatial.maxPool(padded, kernel.size(), kernel.unpadded());
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
    Array sums = sums(kernel.pad(call, x, 0, extra), kernel);
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
    return sums.divide(sums(counted, kernel));
  }

  private static long[] ends(long[] extra) {
    long[] ends = new long[extra.length + 2];
    System.arraycopy(extra, 0, ends, 2, extra.length);
    return ends;
  }

  /** Sums of windows, of each channel alone. */
  private static Array sums(Array x, Kernel kernel) {
    long channels = x.extent(1);
    long[] shape = new long[kernel.axes() + 2];
    shape[0] = channels;
    shape[1] = 1;
    System.arraycopy(kernel.size(), 0, shape, 2, kernel.axes());
    Array ones = Indexing.filled(1, x.type(), shape);
    return Spatial.convolution(x, ones, null, kernel.unpadded(), channels);
  }

  private static Array norm(Call call) {
    double p = call.integer("p", 2);
    Kernel kernel = kernel(call);
    Array powers = power(Unary.ABS.of(call.input(0)), p);
    return power(sums(kernel.pad(call, powers, 0, extra(call, kernel)), kernel), 1 / p);
  }

  private static Array power(Array x, double exponent) {
    return dev.sonde.network.torch.Binary.POWER.of(x, Indexing.filled(exponent, x.type()));
  }
}
