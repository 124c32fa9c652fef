package dev.sonde.figure.page;

import dev.sonde.figure.Figure;
import java.util.List;

/**
 * What a report says of groups of models.
 *
 * @param groups names and numbers of runs
 * @param distance what is measured between distributions, in words
 * @param test how p was found, as a sentence with its numbers
 * @param layers one row per tensor, in the order of the table
 * @param leftOut tensors that could not be compared, one sentence each
 * @param overview distances within and between of all tensors
 * @param distributions drawings of the tensors that differ most
 */
public record GroupFacts(
    List<Group> groups,
    String distance,
    String test,
    List<Layer> layers,
    List<String> leftOut,
    List<Figure> overview,
    List<Figure> distributions) {

  public GroupFacts {
    groups = List.copyOf(groups);
    layers = List.copyOf(layers);
    leftOut = List.copyOf(leftOut);
    overview = List.copyOf(overview);
    distributions = List.copyOf(distributions);
  }

  /** A group's name and how many runs it has. */
  public record Group(String name, int runs) {}

  /**
   * One tensor's comparison.
   *
   * @param within mean distance between runs of a group
   * @param between mean distance between runs of different groups
   * @param effect share of the squared distances that the groups explain beyond chance
   * @param differs whether the groups were found to differ
   * @param verdict in words
   */
  public record Layer(
      String name,
      double within,
      double between,
      double effect,
      double p,
      double pAdjusted,
      boolean differs,
      String verdict) {}
}
