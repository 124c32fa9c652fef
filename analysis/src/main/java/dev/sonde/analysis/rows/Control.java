package dev.sonde.analysis.rows;

import java.util.List;

/**
 * What the same folds and fits score when the runs' labels are shuffled, so that they mean nothing.
 *
 * @param shuffles how many labellings were tried, each with all folds
 * @param accuracy mean over shuffles of the mean over folds
 * @param balancedAccuracy as {@code accuracy}
 * @param spread standard deviation of the balanced accuracy over shuffles (divisor n − 1)
 * @param best the highest balanced accuracy of a shuffle
 * @param f1 as {@code accuracy}
 */
public record Control(
    int shuffles, double accuracy, double balancedAccuracy, double spread, double best, double f1) {

  static Control of(List<Score> shuffled) {
    Statistic balanced = Statistic.of(shuffled, Score::balancedAccuracy);
    return new Control(
        shuffled.size(),
        Statistic.of(shuffled, Score::accuracy).mean(),
        balanced.mean(),
        balanced.spread(),
        shuffled.stream().mapToDouble(Score::balancedAccuracy).max().orElse(Double.NaN),
        Statistic.of(shuffled, Score::f1).mean());
  }
}
