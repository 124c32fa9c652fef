package dev.sonde.analysis.cells;

import java.util.List;

/**
 * Where else the units of a stretch do the same, the best first.
 *
 * @param units on throughout the stretch (and off beside it, if asked)
 * @param searched sequences looked at
 * @param alike sequences of another text that share at least one of the units
 * @param matches distinct contexts: sequences with the same text up to the stretch's end count
 *     once, and those with the text of the sequence that is looked for do not count at all
 * @param note what to do where nothing was found; empty where something was
 */
public record StretchMatches(
    List<Integer> units, int searched, int alike, List<Match> matches, String note) {

  public StretchMatches {
    units = List.copyOf(units);
    matches = List.copyOf(matches);
  }

  /**
   * @param sequence its number in the index
   * @param from first step
   * @param to last step
   * @param score units on in both / units on in either (Jaccard): 1 where exactly the same units
   *     are on
   * @param shared units on in both
   * @param more further units on there
   * @param difference mean distance of the values of all units, which orders equal scores
   * @param sequences that have the same text up to {@code to}, this one among them
   */
  public record Match(
      int sequence,
      int from,
      int to,
      double score,
      int shared,
      int more,
      double difference,
      int sequences) {}
}
