package dev.sonde.analysis.kernel;

/** The plain loops: twin of {@link VectorProducts}. */
record ScalarProducts() implements ProductKernel {

  @Override
  public void scores(
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
      int to) {
    int[] starts = {w0, w1, w2, w3};
    for (int row = 0; row < 4; row++) {
      for (int lane = 0; lane < WIDTH; lane++) {
        float sum = bias[firstBias + row];
        for (int k = 0; k < dimensions; k++) {
          sum = Math.fma(rows[starts[row] + k], panels[panel + k * WIDTH + lane], sum);
        }
        out[to + row * WIDTH + lane] = sum;
      }
    }
  }

  @Override
  public void outer(
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
      int s3) {
    int[] lefts = {l0, l1, l2, l3};
    int[] sums = {s0, s1, s2, s3};
    for (int row = 0; row < 4; row++) {
      for (int j = from; j < width; j++) {
        float s = sum[sums[row] + j];
        for (int i = 0; i < 8; i++) {
          s = Math.fma(left[lefts[row] + i], right[r + i * width + j], s);
        }
        sum[sums[row] + j] = s;
      }
    }
  }
}
