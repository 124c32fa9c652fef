package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;

/**
 * How values between elements are found along one axis.
 *
 * @param mode {@code nearest}, {@code linear} or {@code cubic}
 * @param transformation from places of the result to places of the input
 * @param rounding of {@code nearest}
 * @param cubic the coefficient a of Keys's kernel
 * @param excludeOutside whether only elements inside count
 * @param outside what stands where nothing is
 */
record Interpolation(
    String mode,
    String transformation,
    String rounding,
    double cubic,
    boolean excludeOutside,
    double outside) {

  Array along(Call call, Array x, int axis, long in, long out, double scale) {
    if (mode.equals("nearest")) {
      long[] from = new long[(int) out];
      for (int i = 0; i < out; i++) {
        from[i] = Math.clamp(nearest(call, source(call, i, in, out, scale), scale < 1), 0, in - 1);
      }
      return x.pick(axis, Array.ofIndices(from, from.length));
    }
    // One row of weights per place; in × out stays small beside what it is multiplied with.
    call.requireSize(in, out);
    float[] weights = new float[Math.toIntExact(in * out)];
    for (int i = 0; i < out; i++) {
      weigh(call, source(call, i, in, out, scale), (int) in, (int) out, i, weights);
    }
    Array matrix = Array.of(weights, in, out).to(x.type());
    int last = x.rank() - 1;
    return x.transpose(axis, last).matmul(matrix).transpose(axis, last);
  }

  private double source(Call call, long place, long in, long out, double scale) {
    return switch (transformation) {
      case "half_pixel" -> (place + .5) / scale - .5;
      case "half_pixel_symmetric" -> {
        double adjustment = out / (scale * in);
        yield in / 2.0 * (1 - adjustment) + (place + .5) / scale - .5;
      }
      case "pytorch_half_pixel" -> out > 1 ? (place + .5) / scale - .5 : 0;
      case "align_corners" -> out > 1 ? place * (in - 1.0) / (out - 1) : 0;
      case "asymmetric" -> place / scale;
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

  private void weigh(Call call, double place, int in, int out, int row, float[] weights) {
    switch (mode) {
      case "linear" -> {
        double inside = Math.clamp(place, 0, in - 1);
        int low = Math.min((int) inside, in - 1);
        double share = inside - low;
        weights[low * out + row] += (float) (1 - share);
        if (low + 1 < in) weights[(low + 1) * out + row] += (float) share;
      }
      case "cubic" -> {
        int first = (int) Math.floor(place) - 1;
        double[] four = new double[4];
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          boolean within = first + k >= 0 && first + k < in;
          four[k] = excludeOutside && !within ? 0 : keys(place - (first + k));
          sum += four[k];
        }
        for (int k = 0; k < 4; k++) {
          int from = Math.clamp((long) first + k, 0, in - 1);
          weights[from * out + row] += (float) (excludeOutside ? four[k] / sum : four[k]);
        }
      }
      default -> throw call.refused("interpolates by '" + mode + "'");
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
