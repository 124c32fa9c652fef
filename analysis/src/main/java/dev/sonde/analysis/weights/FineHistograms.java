package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.FixedBins;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.analysis.scan.Scans;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Histograms of several tensors over the same bins, from the smallest finite value of all to the
 * largest; nothing is clipped. Two passes over the bytes, in parallel.
 */
public final class FineHistograms {

  /** So fine that a figure can choose its own window and bins. */
  public static final int BINS = 4096;

  private FineHistograms() {}

  /** One histogram per tensor, in their order. */
  public static List<Histogram> of(List<Tensor> tensors, int bins) {
    Scan.Settings settings = Scan.Settings.defaults();
    List<Scan> ranges = Scans.of(tensors, settings, (tensor, scan) -> scan.withoutCells());
    double low = ranges.stream().mapToDouble(Scan::min).filter(Double::isFinite).min().orElse(0);
    double high = ranges.stream().mapToDouble(Scan::max).filter(Double::isFinite).max().orElse(0);
    double width = high / bins - low / bins; // the difference itself may overflow
    List<Histogram> histograms = new ArrayList<>();
    if (!(width > 0)) {
      for (Scan scan : ranges) {
        long finite = scan.moments().count();
        histograms.add(new Histogram(low, 0, List.of(finite), scan.nan(), scan.infinite()));
      }
      return histograms;
    }
    for (FixedBins counted : FixedBins.of(tensors, low, width, bins, settings.threads())) {
      List<Long> counts = Arrays.stream(counted.counts()).boxed().toList();
      histograms.add(new Histogram(low, width, counts, counted.nan(), counted.infinite()));
    }
    return histograms;
  }
}
