package dev.sonde.network.effects;

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
 * @param p share of the sets, and of the effect itself, that lose at least as much
 */
public record Control(
    int n,
    double loss,
    double lossDeviation,
    @Nullable Double accuracy,
    @Nullable Double accuracyDeviation,
    double p) {

  static Control of(Score effect, List<Score> sets) {
    double[] losses = sets.stream().mapToDouble(Score::loss).toArray();
    double mean = mean(losses);
    long worse = sets.stream().filter(set -> set.loss() >= effect.loss()).count();
    double[] shares = sets.stream().mapToDouble(Control::accuracy).toArray();
    boolean told = effect.accuracy() != null && shares.length > 0;
    double share = mean(shares);
    return new Control(
        sets.size(),
        mean,
        deviation(losses, mean),
        told ? (Double) share : null,
        told ? (Double) deviation(shares, share) : null,
        (1.0 + worse) / (1 + sets.size()));
  }

  private static double accuracy(Score score) {
    Double accuracy = score.accuracy();
    return accuracy == null ? Double.NaN : accuracy;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) sum += value;
    return sum / values.length;
  }

  private static double deviation(double[] values, double mean) {
    if (values.length < 2) return Double.NaN;
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    return Math.sqrt(squares / (values.length - 1));
  }
}
