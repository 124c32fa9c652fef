package dev.sonde.question.cells;

import java.util.List;

/**
 * Where else the units of a stretch do the same.
 *
 * @param text that is looked for, the stretch in brackets
 * @param units that are on throughout the stretch
 * @param searched sums or texts in the index
 * @param alike those that share a unit
 * @param note why there are few matches or none, or empty
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
   * @param sequences sums or texts with the same text up to the stretch's end, which a network that
   *     reads in order cannot tell apart; they count once
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
