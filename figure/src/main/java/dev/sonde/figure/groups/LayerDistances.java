package dev.sonde.figure.groups;

import java.util.List;

/**
 * The distances of one tensor, within each group and between groups.
 *
 * @param name the tensor's address
 * @param within one entry per group
 * @param between one entry per pair of groups
 * @param pAdjusted corrected p-value; NaN where there is none
 * @param differs whether the groups were found to differ in this tensor
 * @param verdict in words, as the table says it
 */
public record LayerDistances(
    String name,
    List<Distances> within,
    List<Distances> between,
    double pAdjusted,
    boolean differs,
    String verdict) {

  public LayerDistances {
    within = List.copyOf(within);
    between = List.copyOf(between);
  }

  /**
   * Distances between runs of one group, or of two.
   *
   * @param label the group's name, or those of two: {@code guided – baseline}
   * @param pairs the distance of every pair of runs; empty where only the mean is known
   * @param mean of all pairs; NaN without one
   */
  public record Distances(String label, List<Double> pairs, double mean) {
    public Distances {
      pairs = List.copyOf(pairs);
    }
  }
}
