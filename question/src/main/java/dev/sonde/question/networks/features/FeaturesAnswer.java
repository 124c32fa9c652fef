package dev.sonde.question.networks.features;

import java.util.List;

/**
 * Distributions of units' values on several sets of inputs.
 *
 * @param notes what was left out and why, a sentence each
 */
public record FeaturesAnswer(List<SiteFeatures> sites, List<String> notes) {

  public FeaturesAnswer {
    sites = List.copyOf(sites);
    notes = List.copyOf(notes);
  }

  /**
   * One site.
   *
   * @param bounded whether its operator is bounded (tanh, sigmoid, relu6), so that units can
   *     saturate
   * @param low start of the first bin
   * @param width of each bin
   * @param halves Jensen–Shannon distance between two halves of the first set: the baseline
   * @param states the first is the network as it is on the first set
   * @param duplicates pairs of units with nearly equal values on the first set, up to scale; at
   *     most {@link #PAIRS_LISTED} are listed
   * @param duplicatePairs number of such pairs; −1 if the site has too many units to compare
   * @param duplicateRows number of rows (inputs × positions) that were compared
   */
  public record SiteFeatures(
      String site,
      int units,
      boolean bounded,
      double low,
      double width,
      double halves,
      List<State> states,
      List<Pair> duplicates,
      long duplicatePairs,
      long duplicateRows) {

    /** Largest number of pairs that are listed. */
    public static final int PAIRS_LISTED = 1000;

    public SiteFeatures {
      states = List.copyOf(states);
      duplicates = List.copyOf(duplicates);
    }
  }

  /**
   * @param correlation Pearson's r
   */
  public record Pair(int unit, int other, double correlation) {}

  /**
   * A network on a set of inputs.
   *
   * @param network {@code trained} or {@code before}
   * @param inputs the set's name
   * @param examples number of inputs
   * @param zeros share of values that are exactly 0
   * @param notFinite values that are NaN or infinite
   * @param distance Jensen–Shannon distance between its values and those of the first state
   * @param shift difference of the mean from the first state's, in standard deviations of the first
   *     state
   * @param dead units that are constant over all inputs, or never above 0 after a rectifier
   * @param saturated units with 95 % of their values at the operator's bounds; empty if it has none
   * @param counts values other than 0 in each bin
   */
  public record State(
      String network,
      String inputs,
      long examples,
      double mean,
      double std,
      double min,
      double max,
      double zeros,
      long notFinite,
      double distance,
      double shift,
      List<Integer> dead,
      List<Integer> saturated,
      List<Long> counts) {
    public State {
      dead = List.copyOf(dead);
      saturated = List.copyOf(saturated);
      counts = List.copyOf(counts);
    }
  }
}
