package dev.sonde.network.torch;

import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Elements between elements, and where the greatest of a window stands. */
public final class Sampling {

  /** How a value between elements is found. */
  public enum Between {
    LINEAR(0),
    NEAREST(1),
    CUBIC(2);

    private final int number;

    Between(int number) {
      this.number = number;
    }
  }

  /** What stands outside. */
  public enum Outside {
    ZEROS(0),
    BORDER(1),
    REFLECTION(2);

    private final int number;

    Outside(int number) {
      this.number = number;
    }
  }

  private Sampling() {}

  /**
   * The elements at places from −1 to 1.
   *
   * @param x {@code [batch × channels × (depth ×) height × width]}
   * @param grid {@code [batch × … × 2 or 3]}, the place along the last axis first
   */
  public static Array at(Array x, Array grid, Between between, Outside outside, boolean corners) {
    return Array.op(
        "sampling",
        () ->
            torch.grid_sampler(x.tensor(), grid.tensor(), between.number, outside.number, corners),
        x,
        grid);
  }

  /** The grid of an affine map {@code [batch × 2 × 3]} or {@code [batch × 3 × 4]}. */
  public static Array affineGrid(Array map, long[] size, boolean corners) {
    return Array.op(
        "affineGrid", () -> torch.affine_grid_generator(map.tensor(), size, corners), map);
  }

  /**
   * The greatest element of each window and its place in the plane {@code [axes…]} of its channel.
   */
  public static Array[] maxPool(Array x, long[] kernel, Spatial.Window window) {
    long[] s = window.strides();
    long[] p = window.padding();
    long[] d = window.dilations();
    Tensor in = x.tensor();
    T_TensorTensor_T[] found = new T_TensorTensor_T[1];
    Array greatest =
        Array.op(
            "maxPool",
            () -> {
              found[0] =
                  switch (kernel.length) {
                    case 1 -> torch.max_pool1d_with_indices(in, kernel, s, p, d, false);
                    case 2 -> torch.max_pool2d_with_indices(in, kernel, s, p, d, false);
                    case 3 -> torch.max_pool3d_with_indices(in, kernel, s, p, d, false);
                    default -> throw new TorchException("pooling over " + kernel.length + " axes");
                  };
              return found[0].get0();
            },
            x);
    return new Array[] {greatest, new Array(found[0].get1())};
  }

  /** The determinant of each matrix of the last two axes. */
  public static Array determinant(Array x) {
    return Array.op("determinant", () -> torch.linalg_det(x.tensor()), x);
  }
}
