package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Bins;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.analysis.scan.Scans;
import dev.sonde.tensor.Tensor;
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
    Bins range = Bins.over(ranges, bins);
    return range.count(tensors, settings.threads()).stream()
        .map(counts -> Histogram.of(range, counts))
        .toList();
  }
}
