package dev.sonde.analysis.kernel;

/**
 * The two short matrix products that everything linear needs: rows · panel (scores of 32 points)
 * and the sum of outer products over points. Float32 with fused multiply-add, both kernels to the
 * bit the same.
 */
public sealed interface ProductKernel permits ScalarProducts, VectorProducts {
  /** Points per panel. */
  int WIDTH = DistanceKernel.WIDTH;

  static ProductKernel best() {
    return VectorModule.present() ? new VectorProducts() : new ScalarProducts();
  }

  /**
   * Dot products of the four rows that start at w0 … w3 with the points of a panel, each begun with
   * its bias.
   *
   * @param out [4 × 32], from {@code to} on
   */
  void scores(
      float[] rows,
      int w0,
      int w1,
      int w2,
      int w3,
      int dimensions,
      float[] bias,
      int firstBias,
      float[] panels,
      int panel,
      float[] out,
      int to);

  /**
   * {@code sum[a][j] += Σ_i left[a][i] · right[i][j]} for four rows a and eight points i.
   *
   * @param left where rows of length 32 stand; l0 … l3 are the places of the first point
   * @param right points in rows of {@code width} (a multiple of 32) values; row {@code r} and the
   *     seven after it are taken
   * @param from first column, a multiple of 32
   * @param sum rows of {@code width}; s0 … s3 are their starts
   */
  void outer(
      float[] left,
      int l0,
      int l1,
      int l2,
      int l3,
      float[] right,
      int r,
      int width,
      int from,
      float[] sum,
      int s0,
      int s1,
      int s2,
      int s3);
}
