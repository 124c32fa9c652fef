package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Gram;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * Distances 1 − |Pearson| between the dimensions (neurons) of points (inputs), for a neuron
 * projection. A dimension that never changes has no correlation; it is left out and counted.
 */
public final class Correlation {
  private final int[] kept;
  private final double[][] distances;
  private final int constant;

  private Correlation(int[] kept, double[][] distances, int constant) {
    this.kept = kept;
    this.distances = distances;
    this.constant = constant;
  }

  /** Quadratic in the dimensions, in memory too. Distances are right to about 1e-6. */
  public static Correlation of(Points activations, Workers workers) {
    int n = activations.count();
    int d = activations.dimensions();
    float[] columns = new float[Math.multiplyExact(n, d)];
    int[] kept = new int[d];
    int size = 0;
    double[] column = new double[n];
    for (int k = 0; k < d; k++) {
      for (int i = 0; i < n; i++) {
        column[i] = activations.at(i, k);
      }
      if (standardise(column)) {
        for (int i = 0; i < n; i++) {
          columns[size * n + i] = (float) column[i];
        }
        kept[size++] = k;
      }
    }
    if (size == 0) {
      return new Correlation(new int[0], new double[0][], d);
    }
    Points neurons = Points.of(Arrays.copyOf(columns, size * n), size, n);
    double[][] distances = Gram.of(neurons, neurons, workers);
    for (int a = 0; a < size; a++) {
      distances[a][a] = 0;
      for (int b = 0; b < a; b++) {
        distances[a][b] = Math.max(0, 1 - Math.abs(distances[a][b]));
        distances[b][a] = distances[a][b];
      }
    }
    return new Correlation(Arrays.copyOf(kept, size), distances, d - size);
  }

  private static boolean standardise(double[] column) {
    double mean = Arrays.stream(column).average().orElse(0);
    boolean varies = Arrays.stream(column).anyMatch(v -> v != column[0]);
    double sum = 0;
    for (int i = 0; i < column.length; i++) {
      column[i] -= mean;
      sum += column[i] * column[i];
    }
    double norm = Math.sqrt(sum);
    for (int i = 0; i < column.length && norm > 0; i++) {
      column[i] /= norm;
    }
    return varies && norm > 0;
  }

  /** Dimensions that have a place in {@link #distances}, ascending. */
  public int[] kept() {
    return kept.clone();
  }

  /** [kept × kept], 0 … 1. */
  public double[][] distances() {
    return distances;
  }

  /** How many dimensions never change. */
  public int constant() {
    return constant;
  }
}
