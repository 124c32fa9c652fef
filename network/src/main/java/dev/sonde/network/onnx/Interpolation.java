package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Indexing;
import java.util.Arrays;

/**
 * How values between elements are found along one axis.
 *
 * @param mode {@code nearest}, {@code linear} or {@code cubic}
 * @param transformation from places of the result to places of the input
 * @param rounding of {@code nearest}
 * @param cubic the coefficient a of Keys's kernel
 * @param excludeOutside whether only elements inside count
 * @param outside what stands where nothing is
 * @param antialias whether what is shrunk is smoothed
 */
record Interpolation(
    String mode,
    String transformation,
    String rounding,
    double cubic,
    boolean excludeOutside,
    double outside,
    boolean antialias) {

  /**
   * One axis.
   *
   * @param length of the result, not yet rounded
   * @param start of the region that is cropped, as a share of the axis; {@code end} likewise
   */
  record Axis(
      int index, long in, long out, double length, double scale, double start, double end) {}

  Array along(Call call, Array x, Axis axis) {
    int in = Math.toIntExact(axis.in);
    int out = Math.toIntExact(axis.out);
    Array resized;
    if (mode.equals("nearest")) {
      long[] from = new long[out];
      for (int i = 0; i < out; i++) {
        from[i] = Math.clamp(nearest(call, source(call, i, axis), axis.scale < 1), 0, in - 1);
      }
      resized = x.pick(axis.index, Array.ofIndices(from, from.length));
    } else {
      // One row of weights per place; in × out stays small beside what it is multiplied with.
      call.requireSize(in, out);
      float[] weights = new float[Math.multiplyExact(in, out)];
      for (int i = 0; i < out; i++) {
        weigh(call, source(call, i, axis), axis.scale, in, out, i, weights);
      }
      call.chargeProduct(x, (double) x.count() * out);
      Array matrix = Array.of(weights, in, out).to(x.type());
      int last = x.rank() - 1;
      resized = x.transpose(axis.index, last).matmul(matrix).transpose(axis.index, last);
    }
    return transformation.equals("tf_crop_and_resize")
        ? extrapolated(call, resized, axis)
        : resized;
  }

  private Array extrapolated(Call call, Array x, Axis axis) {
    long[] beyond = new long[Math.toIntExact(axis.out)];
    for (int i = 0; i < beyond.length; i++) {
      double place = source(call, i, axis);
      beyond[i] = place < 0 || place > axis.in - 1 ? 1 : 0;
    }
    long[] shape = new long[x.rank()];
    Arrays.fill(shape, 1);
    shape[axis.index] = axis.out;
    Array truth = Array.ofIndices(beyond, shape).truths();
    return Indexing.filled(outside, x.type()).where(truth, x);
  }

  private double source(Call call, long place, Axis axis) {
    double in = axis.in;
    return switch (transformation) {
      case "half_pixel" -> (place + .5) / axis.scale - .5;
      case "half_pixel_symmetric" -> {
        double adjustment = axis.out / (axis.scale * in);
        yield in / 2.0 * (1 - adjustment) + (place + .5) / axis.scale - .5;
      }
      case "pytorch_half_pixel" -> axis.length > 1 ? (place + .5) / axis.scale - .5 : 0;
      case "align_corners" -> axis.length > 1 ? place * (in - 1.0) / (axis.length - 1) : 0;
      case "asymmetric" -> place / axis.scale;
      case "tf_crop_and_resize" ->
          axis.out > 1
              ? axis.start * (in - 1) + place * (axis.end - axis.start) * (in - 1) / (axis.out - 1)
              : .5 * (axis.start + axis.end) * (in - 1);
      default -> throw call.refused("places elements by '" + transformation + "'");
    };
  }

  private long nearest(Call call, double place, boolean smaller) {
    return (long)
        switch (rounding) {
          case "round_prefer_floor" -> Math.ceil(place - .5);
          case "round_prefer_ceil" -> Math.floor(place + .5);
          // What ONNX Runtime does in version 10, which leaves it open.
          case "simple" -> smaller ? Math.ceil(place) : Math.floor(place);
          case "floor" -> Math.floor(place);
          case "ceil" -> Math.ceil(place);
          default -> throw call.refused("rounds by '" + rounding + "'");
        };
  }

  private void weigh(
      Call call, double place, double scale, int in, int out, int row, float[] weights) {
    boolean cubes =
        switch (mode) {
          case "linear" -> false;
          case "cubic" -> true;
          default -> throw call.refused("interpolates by '" + mode + "'");
        };
    if (!cubes && !antialias) {
      double inside = Math.clamp(place, 0, in - 1);
      int low = Math.min((int) inside, in - 1);
      double share = inside - low;
      weights[low * out + row] += (float) (1 - share);
      if (low + 1 < in) weights[(low + 1) * out + row] += (float) share;
      return;
    }
    // Where it shrinks and is smoothed, the kernel is as much wider.
    double narrow = antialias ? Math.min(scale, 1) : 1;
    double reach = (cubes ? 2 : 1) / narrow;
    int first = (int) Math.floor(place - reach) + 1;
    int last = Math.max(first, (int) Math.ceil(place + reach) - 1);
    if (!antialias) {
      first = (int) Math.floor(place) - 1;
      last = first + 3;
    }
    call.requireSize(out, (long) last - first + 1);
    double sum = 0;
    double[] shares = new double[last - first + 1];
    for (int k = 0; k < shares.length; k++) {
      boolean within = first + k >= 0 && first + k < in;
      double distance = (place - (first + k)) * narrow;
      double share = cubes ? keys(distance) : Math.max(0, 1 - Math.abs(distance));
      shares[k] = excludeOutside && !within ? 0 : share;
      sum += shares[k];
    }
    boolean divide = excludeOutside || antialias;
    for (int k = 0; k < shares.length; k++) {
      int from = Math.clamp((long) first + k, 0, in - 1);
      weights[from * out + row] += (float) (divide ? shares[k] / sum : shares[k]);
    }
  }

  /** Keys's kernel (1981). */
  private double keys(double distance) {
    double d = Math.abs(distance);
    if (d <= 1) return ((cubic + 2) * d - (cubic + 3)) * d * d + 1;
    if (d < 2) return ((cubic * d - 5 * cubic) * d + 8 * cubic) * d - 4 * cubic;
    return 0;
  }
}
