package dev.sonde.analysis.groups;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Benjamini and Hochberg's correction (1995): among the tests with an adjusted p ≤ α, a share of at
 * most α is expected to be false. It also holds for tests that depend on each other positively
 * (Benjamini and Yekutieli 2001), as layers of one network do.
 */
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /**
   * Adjusted p-values, in the order given: min over k ≥ rank of p₍ₖ₎ · m / k, at most 1. A test
   * that could not be made has p = NaN; it stays NaN and does not count.
   */
  public static double[] adjust(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double smallest = 1;
    for (int rank = order.length; rank >= 1; rank--) {
      int test = order[rank - 1];
      smallest = Math.min(smallest, p[test] * order.length / rank);
      adjusted[test] = smallest;
    }
    return adjusted;
  }
}
