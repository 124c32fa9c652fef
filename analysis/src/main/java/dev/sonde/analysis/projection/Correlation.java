package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
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

  /** Quadratic in the dimensions, in memory too. */
  public static Correlation of(Points activations) {
    int n = activations.count();
    int d = activations.dimensions();
    double[][] columns = new double[d][];
    int[] kept = new int[d];
    int size = 0;
    for (int k = 0; k < d; k++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = activations.at(i, k);
      }
      if (standardise(column)) {
        columns[size] = column;
        kept[size++] = k;
      }
    }
    double[][] distances = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < a; b++) {
        double product = 0;
        for (int i = 0; i < n; i++) {
          product += columns[a][i] * columns[b][i];
        }
        distances[a][b] = Math.max(0, 1 - Math.abs(product));
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
