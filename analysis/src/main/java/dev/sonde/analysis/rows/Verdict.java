package dev.sonde.analysis.rows;

/** What the classification of one parameter comes to, in the words that tables and JSON show. */
public enum Verdict {
  /** Balanced accuracy at or above the threshold, and adjusted p ≤ α. */
  TELLS_APART("tells apart"),
  /** Adjusted p ≤ α, below the threshold. */
  BETTER("better than shuffled labels"),
  /** The control could have been beaten and was not. */
  NO_BETTER("no better than shuffled labels"),
  /** No score, however good, could have reached α: the runs allow too few labellings. */
  TOO_FEW_RUNS("cannot tell: too few runs"),
  /** As {@link #TOO_FEW_RUNS}, but more labellings exist than were tried. */
  TOO_FEW_SHUFFLES("cannot tell: too few shuffles");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  static Verdict of(
      double score, double adjusted, double smallestP, boolean exact, Settings settings) {
    if (smallestP > settings.alpha()) return exact ? TOO_FEW_RUNS : TOO_FEW_SHUFFLES;
    if (adjusted > settings.alpha()) return NO_BETTER;
    return score >= settings.threshold() ? TELLS_APART : BETTER;
  }

  @Override
  public String toString() {
    return words;
  }
}
