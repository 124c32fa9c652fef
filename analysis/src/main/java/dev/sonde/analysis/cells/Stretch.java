package dev.sonde.analysis.cells;

/**
 * A stretch of a sequence to be found elsewhere.
 *
 * @param from its first step
 * @param to its last step
 * @param threshold a unit is on above it
 * @param offBefore whether only units count that are off at the step before
 * @param offAfter the same for the step after
 */
public record Stretch(int from, int to, double threshold, boolean offBefore, boolean offAfter) {

  public Stretch {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("a stretch from step " + from + " to " + to);
    }
    if (!(threshold > -1 && threshold < 1)) {
      throw new IllegalArgumentException("threshold " + threshold + ": between −1 and 1");
    }
  }

  public int length() {
    return to - from + 1;
  }
}
