package dev.sonde.network.effects;

import dev.sonde.numbers.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left without as many random units: what an effect is held against.
 *
 * @param n sets of random units; 0 where there are not enough other units
 * @param loss their mean; NaN of none
 * @param lossDeviation over the sets; NaN of fewer than two
 * @param accuracy their mean; null of numbers and of none
 * @param accuracyDeviation over the sets
 * @param changed mean share of answers that are others than the whole network's; null as accuracy
 * @param p share of the sets, and of the effect itself, that lose at least as much
 */
public record Control(
    int n,
    double loss,
    double lossDeviation,
    @Nullable Double accuracy,
    @Nullable Double accuracyDeviation,
    @Nullable Double changed,
    double p) {

  /**
   * @param changed of each set
   */
  static Control of(Score effect, List<Score> sets, List<Double> changed) {
    double[] losses = sets.stream().mapToDouble(Score::loss).toArray();
    long worse = sets.stream().filter(set -> set.loss() >= effect.loss()).count();
    double[] shares = sets.stream().mapToDouble(Control::accuracy).toArray();
    boolean told = effect.accuracy() != null && shares.length > 0;
    return new Control(
        sets.size(),
        Sample.mean(losses),
        Sample.deviation(losses),
        told ? (Double) Sample.mean(shares) : null,
        told ? (Double) Sample.deviation(shares) : null,
        told
            ? (Double) Sample.mean(changed.stream().mapToDouble(Double::doubleValue).toArray())
            : null,
        (1.0 + worse) / (1 + sets.size()));
  }

  private static double accuracy(Score score) {
    Double accuracy = score.accuracy();
    return accuracy == null ? Double.NaN : accuracy;
  }
}
