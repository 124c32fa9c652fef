package dev.sonde.analysis.groups;

import dev.sonde.analysis.scan.Bins;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.analysis.weights.Histogram;

/**
 * The values of one tensor in one run.
 *
 * @param group the run's group
 * @param run the run's file
 * @param count finite values; the histogram counts the others
 * @param mean of the finite values, as all that follows; NaN without one
 * @param std with divisor n
 * @param histogram in bins that all runs share
 */
public record RunDistribution(
    String group,
    String run,
    long count,
    double mean,
    double std,
    double min,
    double max,
    Histogram histogram) {

  static RunDistribution of(String group, String run, Sample sample, Bins bins) {
    Scan scan = sample.scan();
    return new RunDistribution(
        group,
        run,
        sample.finite(),
        scan.moments().mean(),
        scan.moments().std(),
        scan.min(),
        scan.max(),
        Histogram.of(bins, sample.counts()));
  }

  long nonFinite() {
    return histogram.nan() + histogram.infinite();
  }
}
