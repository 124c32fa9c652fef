package dev.sonde.analysis.groups;

import java.util.List;

/**
 * Distances between pairs of runs, in short.
 *
 * @param mean their mean; NaN without a pair
 * @param spread their standard deviation (divisor n − 1); NaN with fewer than two pairs. Pairs
 *     share runs, so it is no standard error
 * @param pairs how many there are
 * @param parts the same for each group, or each pair of groups
 */
public record Spread(double mean, double spread, int pairs, List<Part> parts) {

  public Spread {
    parts = List.copyOf(parts);
  }

  /**
   * @param groups the name of one group, or the names of two
   */
  public record Part(List<String> groups, double mean, double spread, int pairs) {
    public Part {
      groups = List.copyOf(groups);
    }
  }
}
