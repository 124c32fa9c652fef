package dev.sonde.analysis.clusters;

import dev.sonde.analysis.neighbours.NearestNeighbours;
import java.util.Arrays;

/**
 * D^−½·W·D^−½ for W = ½(A + Aᵀ), A the nearest neighbours without the points themselves; a sparse
 * symmetric matrix whose largest eigenvalue is 1, once per connected part.
 */
final class NeighbourGraph {
  private final int n;
  private final int[] starts;
  private final int[] columns;
  private final double[] values;
  private final double[] degrees;

  private NeighbourGraph(int n, int[] starts, int[] columns, double[] values, double[] degrees) {
    this.n = n;
    this.starts = starts;
    this.columns = columns;
    this.values = values;
    this.degrees = degrees;
  }

  static NeighbourGraph of(NearestNeighbours near) {
    int n = near.count();
    int k = near.k();
    int[] starts = new int[n + 1];
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < k; r++) {
        starts[i + 1]++;
        starts[near.index(i, r) + 1]++;
      }
    }
    for (int i = 0; i < n; i++) {
      starts[i + 1] += starts[i];
    }
    int[] at = Arrays.copyOf(starts, n);
    int[] columns = new int[starts[n]];
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < k; r++) {
        columns[at[i]++] = near.index(i, r);
        columns[at[near.index(i, r)]++] = i;
      }
    }
    // A mutual neighbour stands twice in a row, each time with ½.
    double[] degrees = new double[n];
    Arrays.setAll(degrees, i -> (starts[i + 1] - starts[i]) / 2.0);
    double[] values = new double[columns.length];
    for (int i = 0; i < n; i++) {
      for (int e = starts[i]; e < starts[i + 1]; e++) {
        values[e] = .5 / Math.sqrt(degrees[i] * degrees[columns[e]]);
      }
    }
    return new NeighbourGraph(n, starts, columns, values, degrees);
  }

  /** How many connected parts it has. */
  int parts() {
    boolean[] seen = new boolean[n];
    int[] stack = new int[n];
    int parts = 0;
    for (int i = 0; i < n; i++) {
      if (seen[i]) {
        continue;
      }
      parts++;
      seen[i] = true;
      stack[0] = i;
      for (int top = 1; top > 0; ) {
        int at = stack[--top];
        for (int e = starts[at]; e < starts[at + 1]; e++) {
          if (!seen[columns[e]]) {
            seen[columns[e]] = true;
            stack[top++] = columns[e];
          }
        }
      }
    }
    return parts;
  }

  int size() {
    return n;
  }

  double degree(int i) {
    return degrees[i];
  }

  /** y = M·x. */
  void times(double[] x, double[] y) {
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int e = starts[i]; e < starts[i + 1]; e++) {
        sum += values[e] * x[columns[e]];
      }
      y[i] = sum;
    }
  }
}
