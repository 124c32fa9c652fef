package dev.sonde.figure.projection;

import dev.sonde.analysis.kernel.Points;
import java.util.List;

/**
 * Points in the plane, with what is known of each.
 *
 * @param title above them, or empty
 * @param at [count × 1 or 2]; one dimension is drawn over the points' own order
 * @param labels class of each point, 0 … classes−1; empty if there are none
 * @param predicted what a network took each for; empty if nothing predicts
 * @param note measured quality, shown below the title, or empty
 */
public record Scatter(
    String title, Points at, List<Integer> labels, List<Integer> predicted, String note) {

  public Scatter {
    labels = List.copyOf(labels);
    predicted = List.copyOf(predicted);
    require(labels, at);
    require(predicted, at);
    if (!predicted.isEmpty() && labels.isEmpty()) {
      throw new IllegalArgumentException("predictions without true classes");
    }
  }

  private static void require(List<Integer> classes, Points at) {
    if (!classes.isEmpty() && classes.size() != at.count()) {
      throw new IllegalArgumentException(
          "%d classes for %d points".formatted(classes.size(), at.count()));
    }
  }

  /** Points of no class. */
  public static Scatter of(String title, Points at) {
    return new Scatter(title, at, List.of(), List.of(), "");
  }

  public Scatter labels(List<Integer> classes) {
    return new Scatter(title, at, classes, predicted, note);
  }

  public Scatter predicted(List<Integer> classes) {
    return new Scatter(title, at, labels, classes, note);
  }

  public Scatter note(String words) {
    return new Scatter(title, at, labels, predicted, words);
  }

  boolean isWrong(int point) {
    return !predicted.isEmpty() && !predicted.get(point).equals(labels.get(point));
  }

  double x(int point) {
    return at.dimensions() > 1 ? at.at(point, 0) : point;
  }

  double y(int point) {
    return at.at(point, at.dimensions() > 1 ? 1 : 0);
  }
}
