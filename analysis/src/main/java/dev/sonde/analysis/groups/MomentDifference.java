package dev.sonde.analysis.groups;

import dev.sonde.numbers.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How the runs' means and standard deviations differ between two groups. The p-values are of the
 * Mann–Whitney U test over runs (exact for up to 50 runs without ties), not corrected: they stand
 * beside the comparison and do not decide it.
 *
 * @param groups the two names
 * @param mean the second group's mean over runs of the runs' means, less the first's
 * @param meanP of the runs' means; NaN where a group has no finite value
 * @param std as {@code mean}, of the runs' standard deviations
 * @param stdP as {@code meanP}, of the runs' standard deviations
 */
public record MomentDifference(
    List<String> groups, double mean, double meanP, double std, double stdP) {

  public MomentDifference {
    groups = List.copyOf(groups);
  }

  static MomentDifference of(String first, String second, List<RunDistribution> runs) {
    double[] means = values(first, runs, RunDistribution::mean);
    double[] otherMeans = values(second, runs, RunDistribution::mean);
    double[] stds = values(first, runs, RunDistribution::std);
    double[] otherStds = values(second, runs, RunDistribution::std);
    return new MomentDifference(
        List.of(first, second),
        Sample.mean(otherMeans) - Sample.mean(means),
        mannWhitney(means, otherMeans),
        Sample.mean(otherStds) - Sample.mean(stds),
        mannWhitney(stds, otherStds));
  }

  private static double[] values(
      String group, List<RunDistribution> runs, ToDoubleFunction<RunDistribution> of) {
    return runs.stream()
        .filter(run -> run.group().equals(group) && run.count() > 0)
        .mapToDouble(of)
        .toArray();
  }

  /** Two-sided; 1 where all values are equal. */
  static double mannWhitney(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) return Double.NaN;
    double p = MannWhitneyUTest.withDefaults().test(first, second).getPValue();
    return Double.isNaN(p) ? 1 : Math.min(1, p);
  }
}
