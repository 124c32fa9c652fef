package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Spatial;
import java.util.Arrays;

/**
 * How a window of a convolution or pooling lies on its input {@code [batch × channels × axes…]}.
 *
 * @param size of the window along each axis
 * @param before padding at the start of each axis
 * @param after padding at the end
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Kernel(long[] size, long[] strides, long[] dilations, long[] before, long[] after) {

  /** Reads the attributes that convolutions and poolings share. */
  static Kernel of(Call call, Array x, long[] size) {
    int axes = size.length;
    if (axes < 1 || axes > 3 || x.rank() != axes + 2) {
      throw call.refused("moves a window of " + axes + " axes over an array " + x.shape());
    }
    long[] strides = positive(call, "strides", axes);
    long[] dilations = positive(call, "dilations", axes);
    if (Arrays.stream(size).anyMatch(extent -> extent < 1)) {
      throw call.refused("has a window of " + Arrays.toString(size));
    }
    long[] before = new long[axes];
    long[] after = new long[axes];
    String auto = call.text("auto_pad", "NOTSET");
    switch (auto) {
      case "NOTSET" -> {
        long[] pads = call.integers("pads").orElseGet(() -> new long[2 * axes]);
        if (pads.length != 2 * axes) {
          throw call.refused("has " + pads.length + " paddings for " + axes + " axes");
        }
        System.arraycopy(pads, 0, before, 0, axes);
        System.arraycopy(pads, axes, after, 0, axes);
      }
      case "SAME_UPPER", "SAME_LOWER" -> {
        for (int i = 0; i < axes; i++) {
          long in = x.extent(i + 2);
          long out = Math.ceilDiv(in, strides[i]);
          long total = Math.max(0, (out - 1) * strides[i] + (size[i] - 1) * dilations[i] + 1 - in);
          before[i] = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
          after[i] = total - before[i];
        }
      }
      case "VALID" -> {}
      default -> throw call.refused("pads by '" + auto + "'");
    }
    return new Kernel(size, strides, dilations, before, after);
  }

  private static long[] positive(Call call, String attribute, int axes) {
    long[] ones = new long[axes];
    Arrays.fill(ones, 1);
    long[] given = call.integers(attribute).orElse(ones);
    if (given.length != axes || Arrays.stream(given).anyMatch(n -> n < 1)) {
      throw call.refused("has " + attribute + " " + Arrays.toString(given));
    }
    return given;
  }

  int axes() {
    return size.length;
  }

  /** Whether both ends are padded alike, so that the engine can do it. */
  boolean isSymmetric() {
    return Arrays.equals(before, after) && Arrays.stream(before).allMatch(pad -> pad >= 0);
  }

  Spatial.Geometry geometry(long groups, boolean transposed) {
    return new Spatial.Geometry(strides, before, dilations, groups, transposed);
  }

  Spatial.Window window() {
    return new Spatial.Window(strides, before, dilations);
  }

  Spatial.Window unpadded() {
    return new Spatial.Window(strides, new long[axes()], dilations);
  }

  /** Counts a look at each element of each window, of every channel alone. */
  void chargeWindows(Call call, Array x) {
    double looks = x.count();
    for (int i = 0; i < axes(); i++) {
      double padded = x.extent(i + 2) + Math.max(0, before[i]) + Math.max(0, after[i]);
      looks *= (padded / strides[i] + 1) * size[i] / Math.max(1, x.extent(i + 2));
    }
    call.run().work().charge(looks);
  }

  /** The input with {@code value} around, and {@code extra} more at the end of each axis. */
  Array pad(Call call, Array x, double value, long[] extra) {
    long[] first = new long[x.rank()];
    long[] last = new long[x.rank()];
    long[] shape = x.shape().toArray();
    for (int i = 0; i < axes(); i++) {
      first[i + 2] = before[i];
      last[i + 2] = after[i] + extra[i];
      shape[i + 2] += before[i] + after[i] + extra[i];
    }
    call.requireSize(shape);
    return Spatial.pad(x, first, last, value);
  }
}
