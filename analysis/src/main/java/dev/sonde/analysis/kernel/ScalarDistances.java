package dev.sonde.analysis.kernel;

/** The plain loop: twin of {@link VectorDistances}. */
record ScalarDistances() implements DistanceKernel {

  @Override
  public void squared(
      float[] queries,
      int q0,
      int q1,
      int q2,
      int q3,
      int dimensions,
      float[] panels,
      int panel,
      float[] out) {
    row(queries, q0, dimensions, panels, panel, out, 0);
    row(queries, q1, dimensions, panels, panel, out, WIDTH);
    row(queries, q2, dimensions, panels, panel, out, 2 * WIDTH);
    row(queries, q3, dimensions, panels, panel, out, 3 * WIDTH);
  }

  private static void row(
      float[] queries, int q, int dimensions, float[] panels, int panel, float[] out, int to) {
    for (int lane = 0; lane < WIDTH; lane++) {
      float sum = 0;
      for (int k = 0; k < dimensions; k++) {
        float difference = queries[q + k] - panels[panel + k * WIDTH + lane];
        sum = Math.fma(difference, difference, sum);
      }
      out[to + lane] = sum;
    }
  }

  @Override
  public int below(float[] values, int from, float limit) {
    int bits = 0;
    for (int j = 0; j < WIDTH; j++) {
      bits |= values[from + j] < limit ? 1 << j : 0;
    }
    return bits;
  }

  @Override
  public int within(float[] values, int from, float limit) {
    int bits = 0;
    for (int j = 0; j < WIDTH; j++) {
      bits |= values[from + j] <= limit ? 1 << j : 0;
    }
    return bits;
  }

  @Override
  public void nearest(float[] squared, int rows, int number, float[] best, int[] nearest, int at) {
    for (int row = 0; row < rows; row++) {
      for (int lane = 0; lane < WIDTH; lane++) {
        if (squared[row * WIDTH + lane] < best[at + lane]) {
          best[at + lane] = squared[row * WIDTH + lane];
          nearest[at + lane] = number + row;
        }
      }
    }
  }

  @Override
  public void relax(
      float[] queries,
      int q,
      int dimensions,
      float[] panels,
      int panel,
      float floor,
      float[] floors,
      float ceiling,
      float[] best,
      int[] from,
      int at,
      int who) {
    for (int lane = 0; lane < WIDTH; lane++) {
      float sum = 0;
      for (int k = 0; k < dimensions; k++) {
        float difference = queries[q + k] - panels[panel + k * WIDTH + lane];
        sum = Math.fma(difference, difference, sum);
      }
      float reach = Math.max(Math.max(sum, floor), floors[at + lane]);
      if (reach < best[at + lane] && reach <= ceiling) {
        best[at + lane] = reach;
        from[at + lane] = who;
      }
    }
  }

  @Override
  public float least(float[] values) {
    float least = Float.POSITIVE_INFINITY;
    for (float value : values) {
      least = value >= 0 ? Math.min(least, value) : least;
    }
    return least;
  }

  @Override
  public long counts(float[] values, float limit) {
    int below = 0;
    for (float value : values) below += value < limit ? 1 : 0;
    return (long) count(values, limit) << 32 | below;
  }

  @Override
  public int count(float[] values, float limit) {
    int n = 0;
    for (float value : values) {
      n += value <= limit ? 1 : 0;
    }
    return n;
  }

  @Override
  public void add(float[] rows, int row, int width, float[] sums, int at) {
    for (int j = 0; j < width; j++) {
      sums[at + j] += rows[row + j];
    }
  }
}
