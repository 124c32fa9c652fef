package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;

/** The gradient of a loss at one parameter. */
public sealed interface Gradient {

  /** Sum of the squares of all elements. */
  double squaredNorm();

  /** All elements, shaped like the parameter. */
  Array dense();

  /** All elements are there. */
  record Dense(Array dense) implements Gradient {
    @Override
    public double squaredNorm() {
      return dense.square().sum().item();
    }
  }

  /**
   * A sum of a few outer products, {@code left[rows × out]ᵀ · right[rows × in]}: what a matrix
   * receives from {@code rows} uses. Kept as it is while that is less to read than the matrix
   * itself.
   */
  record Factored(Array left, Array right) implements Gradient {
    @Override
    public double squaredNorm() {
      Array leftProducts = left.matmul(left.transpose(0, 1));
      Array rightProducts = right.matmul(right.transpose(0, 1));
      return Math.max(0, leftProducts.multiply(rightProducts).sum().item());
    }

    @Override
    public Array dense() {
      return left.transpose(0, 1).matmul(right);
    }
  }
}
