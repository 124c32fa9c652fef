package dev.sonde.analysis.groups;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How far two distributions of weights lie apart. All are symmetric and 0 for equal distributions;
 * p and q are the shares of two runs in shared bins, F and G their distribution functions.
 */
public enum Distance {
  /**
   * Wasserstein-1, ∫|F − G|, in standard deviations of the pooled values: how far a weight has to
   * move on average to turn one distribution into the other.
   */
  WASSERSTEIN("w1"),
  /**
   * The square root of the Jensen–Shannon divergence to base 2 (Endres and Schindelin 2003): 0 to
   * 1, a metric.
   */
  JENSEN_SHANNON("js"),
  /** Kolmogorov–Smirnov, max|F − G|: 0 to 1. */
  KOLMOGOROV_SMIRNOV("ks"),
  /** Hellinger, √(1 − Σ√(pq)): 0 to 1, a metric. */
  HELLINGER("hellinger"),
  /** Bhattacharyya as the study of guidance writes it, D = 1 − Σ√(pq): Hellinger squared. */
  BHATTACHARYYA("bhattacharyya");

  private final String label;

  Distance(String label) {
    this.label = label;
  }

  /**
   * The distance of this name.
   *
   * @throws GroupException if there is none
   */
  public static Distance named(String name) {
    return Arrays.stream(values())
        .filter(d -> d.label.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new GroupException(
                    "no distance is named '"
                        + name
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(Distance::toString)
                            .collect(Collectors.joining(", "))));
  }

  /** The name in options and results: {@code w1}, {@code js}, … */
  @Override
  public String toString() {
    return label;
  }
}
