package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Spatial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Convolutions over one to three axes and their transposes. */
final class ConvolutionOperators {

  static final String SHARED = "auto_pad dilations group kernel_shape pads strides";

  private ConvolutionOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.one("Conv", 2, Units.CHANNELS, SHARED, ConvolutionOperators::convolution),
        Operator.one(
            "ConvTranspose",
            2,
            Units.CHANNELS,
            SHARED + " output_padding output_shape",
            ConvolutionOperators::transposed));
  }

  private static Array convolution(Call call) {
    Array x = call.input(0);
    Array w = call.input(1);
    Array y = convolution(call, x, w, call.optional(2));
    call.isConvolution(Kernel.of(call, x, size(call, w)).geometry(groups(call), false));
    return y;
  }

  static Array convolution(Call call, Array x, Array w, Optional<Array> bias) {
    Kernel kernel = Kernel.of(call, x, size(call, w));
    long groups = groups(call);
    long[] shape = x.shape().toArray();
    shape[1] = w.extent(0);
    for (int i = 0; i < kernel.axes(); i++) {
      long span = (kernel.size()[i] - 1) * kernel.dilations()[i] + 1;
      long padded = shape[i + 2] + kernel.before()[i] + kernel.after()[i];
      if (padded < span) {
        throw call.refused("has a window of " + span + " over " + padded + " elements");
      }
      shape[i + 2] = (padded - span) / kernel.strides()[i] + 1;
    }
    call.requireSize(shape);
    double each = w.count() / (double) Math.max(1, w.extent(0));
    call.chargeProduct(x, Arrays.stream(shape).asDoubleStream().reduce(each, (a, b) -> a * b));
    @Nullable Array shift = bias.orElse(null);
    if (kernel.isSymmetric()) {
      return Spatial.convolution(near(x), w, shift, kernel.window(), groups);
    }
    Array padded = kernel.pad(call, x, 0, new long[kernel.axes()]);
    return Spatial.convolution(near(padded), w, shift, kernel.unpadded(), groups);
  }

  /** Images with their channels side by side are convolved twice as fast. */
  private static Array near(Array x) {
    return x.rank() == 4 ? x.channelsLast() : x;
  }

  private static long[] size(Call call, Array w) {
    if (w.rank() < 3) throw call.refused("has weights of shape " + w.shape());
    long[] size = Arrays.copyOfRange(w.shape().toArray(), 2, w.rank());
    long[] said = call.integers("kernel_shape").orElse(size);
    if (!Arrays.equals(size, said)) {
      throw call.refused(
          "has weights of shape " + w.shape() + " and a window of " + Arrays.toString(said));
    }
    return size;
  }

  private static long groups(Call call) {
    long groups = call.integer("group", 1);
    if (groups < 1) throw call.refused("has " + groups + " groups");
    return groups;
  }

  /** The whole transpose, cut to the padding. */
  private static Array transposed(Call call) {
    Array x = call.input(0);
    Array w = call.input(1);
    int axes = w.rank() - 2;
    long[] size = size(call, w);
    Kernel kernel = Kernel.of(call, x, size);
    long groups = groups(call);
    long[] more = call.integers("output_padding").orElseGet(() -> new long[axes]);
    if (more.length != axes || Arrays.stream(more).anyMatch(n -> n < 0)) {
      throw call.refused("has output_padding " + Arrays.toString(more));
    }
    long @Nullable [] wanted = call.integers("output_shape").orElse(null);
    String auto = call.text("auto_pad", "NOTSET");
    long[] shape = x.shape().toArray();
    shape[1] = Math.multiplyExact(w.extent(1), groups);
    long[] first = new long[axes + 2];
    long[] last = new long[axes + 2];
    for (int i = 0; i < axes; i++) {
      long span = (size[i] - 1) * kernel.dilations()[i] + 1;
      long whole = (x.extent(i + 2) - 1) * kernel.strides()[i] + span;
      shape[i + 2] = whole + more[i];
      boolean same = auto.startsWith("SAME");
      if (wanted != null || same) {
        long out =
            wanted == null
                ? x.extent(i + 2) * kernel.strides()[i]
                : wanted[wanted.length - axes + i];
        long total = whole + more[i] - out;
        // What is missing, not too much, is added at the end.
        first[i + 2] = total < 0 ? 0 : auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
        last[i + 2] = total - first[i + 2];
      } else {
        first[i + 2] = kernel.before()[i];
        last[i + 2] = kernel.after()[i];
      }
    }
    call.requireSize(shape);
    call.chargeProduct(x, (double) x.count() * w.count() / Math.max(1, w.extent(0)));
    call.isConvolution(kernel.geometry(groups, true));
    Spatial.Window window =
        new Spatial.Window(kernel.strides(), new long[axes], kernel.dilations());
    Array full = Spatial.transposed(x, w, null, window, groups, new long[axes]);
    for (int i = 2; i < axes + 2; i++) {
      first[i] = -first[i];
      last[i] = more[i - 2] - last[i];
    }
    Array cut = Spatial.pad(full, first, last, 0);
    if (call.optional(2).isEmpty()) return cut;
    long[] channels = new long[axes + 1];
    Arrays.fill(channels, 1);
    channels[0] = shape[1];
    return cut.add(call.input(2).view(channels));
  }
}
