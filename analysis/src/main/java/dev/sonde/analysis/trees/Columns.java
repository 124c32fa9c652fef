package dev.sonde.analysis.trees;

import dev.sonde.analysis.kernel.Points;

/**
 * Points dimension after dimension: a node reads one dimension of many points, and so a dimension
 * stays in the first cache.
 */
public final class Columns {
  private static final int BLOCK = 32;

  private final float[][] values;
  private final int count;

  private Columns(float[][] values, int count) {
    this.values = values;
    this.count = count;
  }

  public static Columns of(Points points) {
    int n = points.count();
    int d = points.dimensions();
    float[][] values = new float[d][n];
    float[] rows = points.values();
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      for (int k = 0; k < d; k++) {
        for (int i = from; i < to; i++) {
          values[k][i] = rows[i * d + k];
        }
      }
    }
    return new Columns(values, n);
  }

  public int count() {
    return count;
  }

  public int dimensions() {
    return values.length;
  }

  float[] column(int dimension) {
    return values[dimension];
  }
}
