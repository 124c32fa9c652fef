package dev.sonde.network.torch;

import java.util.Arrays;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions, pooling and padding over one, two or three axes: {@code [batch × channels × …]}.
 */
public final class Spatial {

  private Spatial() {}

  /** How a kernel moves over the axes: one number per axis each, the same padding at both ends. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Window(long[] strides, long[] padding, long[] dilations) {

    public static Window of(int axes) {
      long[] ones = new long[axes];
      Arrays.fill(ones, 1);
      return new Window(ones, new long[axes], ones);
    }
  }

  /**
   * A convolution without its numbers.
   *
   * @param before padding at the start of each axis
   * @param transposed whether it is the transpose of a convolution
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Geometry(
      long[] strides, long[] before, long[] dilations, long groups, boolean transposed) {}

  /** {@code w [out × in/groups × kernel…]}. */
  public static Array convolution(
      Array x, Array w, @Nullable Array bias, Window window, long groups) {
    return convolution(x, w, bias, window, groups, false, new long[window.strides.length]);
  }

  /**
   * The transpose of a convolution: {@code w [in × out/groups × kernel…]}.
   *
   * @param outputPadding added at the end of each axis of the result
   */
  public static Array transposed(
      Array x, Array w, @Nullable Array bias, Window window, long groups, long[] outputPadding) {
    return convolution(x, w, bias, window, groups, true, outputPadding);
  }

  private static Array convolution(
      Array x,
      Array w,
      @Nullable Array bias,
      Window window,
      long groups,
      boolean transposed,
      long[] outputPadding) {
    return Array.op(
        transposed ? "transposed convolution" : "convolution",
        () ->
            torch.convolution(
                x.tensor(),
                w.tensor(),
                Functional.optional(bias),
                window.strides,
                window.padding,
                window.dilations,
                transposed,
                outputPadding,
                groups),
        x,
        w);
  }

  /** The greatest element in each window; windows that do not fit are left out. */
  public static Array maxPool(Array x, long[] kernel, Window window) {
    long[] s = window.strides;
    long[] p = window.padding;
    long[] d = window.dilations;
    Tensor in = x.tensor();
    return Array.op(
        "maxPool",
        () ->
            switch (kernel.length) {
              case 1 -> torch.max_pool1d(in, kernel, s, p, d, false);
              case 2 -> torch.max_pool2d(in, kernel, s, p, d, false);
              case 3 -> torch.max_pool3d(in, kernel, s, p, d, false);
              default -> throw new TorchException("pooling over " + kernel.length + " axes");
            },
        x);
  }

  /** The mean of each window; padding counts as zeros. */
  public static Array averagePool(Array x, long[] kernel, Window window) {
    long[] s = window.strides;
    long[] p = window.padding;
    Tensor in = x.tensor();
    return Array.op(
        "averagePool",
        () ->
            switch (kernel.length) {
              case 1 -> torch.avg_pool1d(in, kernel, s, p, false, true);
              case 2 -> torch.avg_pool2d(in, kernel, s, p, false, true, new LongOptional());
              case 3 -> torch.avg_pool3d(in, kernel, s, p, false, true, new LongOptional());
              default -> throw new TorchException("pooling over " + kernel.length + " axes");
            },
        x);
  }

  /**
   * Adds {@code value} around; negative numbers cut away.
   *
   * @param before one number per axis of {@code x}
   */
  public static Array pad(Array x, long[] before, long[] after, double value) {
    int rank = before.length;
    long[] pairs = new long[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      pairs[2 * (rank - 1 - axis)] = before[axis];
      pairs[2 * (rank - 1 - axis) + 1] = after[axis];
    }
    return Array.op(
        "pad", () -> torch.pad(x.tensor(), pairs, "constant", new DoubleOptional(value)), x);
  }
}
