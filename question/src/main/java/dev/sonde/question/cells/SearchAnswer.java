package dev.sonde.question.cells;

import java.util.List;

/**
 * Other places where the units of a span are on.
 *
 * @param text the sum or text, with the span in brackets
 * @param units units that are on at every step of the span
 * @param searched number of sums or texts in the index
 * @param alike number of those that share at least one of the units
 * @param note why there are few or no matches; else empty
 */
public record SearchAnswer(
    String input,
    String text,
    List<Integer> units,
    int searched,
    int alike,
    List<Match> matches,
    String note,
    double searchSeconds) {

  public SearchAnswer {
    units = List.copyOf(units);
    matches = List.copyOf(matches);
  }

  /**
   * A match.
   *
   * @param sequences sums or texts with the same text up to the end of the span, which a network
   *     that reads in order cannot tell apart; they count once
   */
  public record Match(
      int sequence,
      String text,
      int from,
      int to,
      double score,
      int shared,
      int more,
      double difference,
      int sequences) {}
}
