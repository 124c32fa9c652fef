package dev.sonde.analysis.trees;

import java.util.Arrays;

/** Spearman's correlation of values without ties. */
public final class Ranks {
  private Ranks() {}

  public static double spearman(double[] a, double[] b) {
    double[] ra = ranks(a);
    double[] rb = ranks(b);
    double n = a.length;
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (ra[i] - rb[i]) * (ra[i] - rb[i]);
    }
    return 1 - 6 * squares / (n * (n * n - 1));
  }

  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(values).map(v -> Arrays.binarySearch(sorted, v)).toArray();
  }
}
