package dev.sonde.question.networks.features;

import java.util.List;

/**
 * What units do on several sets of inputs.
 *
 * @param notes what was left out, a sentence each
 */
public record FeaturesAnswer(List<SiteFeatures> sites, List<String> notes) {

  public FeaturesAnswer {
    sites = List.copyOf(sites);
    notes = List.copyOf(notes);
  }

  /**
   * One site.
   *
   * @param bounded whether its operator has bounds at which units can be saturated
   * @param low start of the first bin
   * @param width of each bin
   * @param halves Jensen–Shannon distance between two halves of the first set: the control
   * @param states the first is the network as it is on the first set
   * @param duplicates pairs of units that say the same on the first set; at most {@link
   *     #PAIRS_LISTED} are listed
   * @param duplicatePairs how many there are; −1 where the site has too many units to compare
   * @param duplicateRows inputs and places that were compared
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

    /** More pairs than anybody reads. */
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
   * @param examples how many
   * @param zeros share of values that are exactly 0
   * @param notFinite values that are NaN or infinite
   * @param distance Jensen–Shannon distance of its values to those of the first state
   * @param shift difference of means to the first state, in the first state's deviations
   * @param dead units the same for all inputs, or never above 0 after a rectifier
   * @param saturated units at the operator's bounds in 95 % of their values; empty where it has
   *     none
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
