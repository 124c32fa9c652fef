package dev.sonde.analysis.groups;

import dev.sonde.analysis.scan.BinCounts;
import dev.sonde.analysis.scan.Bins;
import dev.sonde.analysis.scan.Moments;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.analysis.scan.Scans;
import dev.sonde.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One tensor in all runs.
 *
 * @param bins which all runs share, over the range of all their finite values
 * @param pooled the moments of all runs' values together
 */
record Samples(List<Sample> runs, Bins bins, Moments pooled) {

  /** Fine bins over the whole range where the values are not kept. */
  private static final int FINE = 1 << 18;

  /**
   * Reads a tensor of every run.
   *
   * @param bins at most
   * @param sorted whether all values are kept, so that distances are exact
   */
  static Samples of(List<Tensor> tensors, int bins, boolean sorted) {
    Scan.Settings settings = Scan.Settings.defaults();
    List<Scan> scans = Scans.of(tensors, settings, (_, scan) -> scan.withoutCells());
    Moments pooled = scans.stream().map(Scan::moments).reduce(Moments.NONE, Moments::merge);
    Bins shared = Bins.over(scans, bins);
    List<BinCounts> counts = shared.count(tensors, settings.threads());
    IntStream runs = IntStream.range(0, tensors.size());
    if (sorted) {
      List<Sample> all =
          runs.parallel()
              .<Sample>mapToObj(i -> SortedSample.of(tensors.get(i), scans.get(i), counts.get(i)))
              .toList();
      return new Samples(all, shared, pooled);
    }
    Bins fine = shared.finer(FINE);
    List<BinCounts> fineCounts = fine.count(tensors, settings.threads());
    List<Sample> all =
        runs.<Sample>mapToObj(
                i -> new BinnedSample(scans.get(i), counts.get(i), fine, fineCounts.get(i)))
            .toList();
    return new Samples(all, shared, pooled);
  }

  /** NaN and infinite values in all runs. */
  long nonFinite() {
    return runs.stream().map(Sample::scan).mapToLong(scan -> scan.nan() + scan.infinite()).sum();
  }

  /** The pooled standard deviation; the range where it is too small for a double. */
  double unit() {
    double std = pooled.std();
    if (std > 0 || Double.isNaN(std)) return std;
    double min = runs.stream().mapToDouble(run -> run.scan().min()).min().orElse(0);
    double max = runs.stream().mapToDouble(run -> run.scan().max()).max().orElse(0);
    return max > min ? max - min : 1;
  }
}
