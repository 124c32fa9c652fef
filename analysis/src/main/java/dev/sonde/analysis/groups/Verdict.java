package dev.sonde.analysis.groups;

/** What the comparison of one tensor comes to, in the words that tables and JSON show. */
public enum Verdict {
  /** Adjusted p ≤ α, and the groups explain at least {@link Settings#strong} of the distances. */
  DIFFERS("differs"),
  /** Adjusted p ≤ α, but single runs of the groups lie as near as runs of one group do. */
  OVERLAPS("differs on average, runs overlap"),
  /** The test could have found a difference and did not. */
  NOT_FOUND("no difference found"),
  /** All distances, within and between the groups, are 0. */
  EQUAL("equal in all runs"),
  /**
   * Even the clearest separation that so many runs allow would not reach α: either no labelling
   * can, or this tensor's is among the clearest and falls to the correction for the number of
   * tensors.
   */
  TOO_FEW_RUNS("cannot tell: too few runs"),
  /** As {@link #TOO_FEW_RUNS}, but more relabellings exist than were drawn. */
  TOO_FEW_PERMUTATIONS("cannot tell: too few permutations"),
  /** A run has no finite value in the tensor, or a distance is beyond the largest double. */
  NO_DISTANCE("cannot tell: no finite distance");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Whether the groups were found to differ. */
  public boolean found() {
    return switch (this) {
      case DIFFERS, OVERLAPS -> true;
      case NOT_FOUND, EQUAL, TOO_FEW_RUNS, TOO_FEW_PERMUTATIONS, NO_DISTANCE -> false;
    };
  }

  static Verdict of(
      TensorComparison tensor, double adjusted, Relabellings relabellings, Settings settings) {
    if (Double.isNaN(tensor.p())) return NO_DISTANCE;
    if (tensor.measure(settings.distance()).flat()) return EQUAL;
    if (adjusted <= settings.alpha()) {
      return tensor.effect() >= settings.strong() ? DIFFERS : OVERLAPS;
    }
    double smallest = relabellings.smallestP();
    // Half a step above the smallest p: equal to it, whatever the rounding.
    boolean clearest = tensor.p() < 1.5 * smallest;
    if (smallest > settings.alpha() || clearest) {
      return relabellings.exact() ? TOO_FEW_RUNS : TOO_FEW_PERMUTATIONS;
    }
    return NOT_FOUND;
  }

  @Override
  public String toString() {
    return words;
  }
}
