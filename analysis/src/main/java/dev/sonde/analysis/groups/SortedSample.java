package dev.sonde.analysis.groups;

import dev.sonde.analysis.scan.BinCounts;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;

/** All finite values of one run's tensor, in order. */
final class SortedSample implements Sample {

  private final Scan scan;
  private final BinCounts counts;
  private final double[] values;

  private SortedSample(Scan scan, BinCounts counts, double[] values) {
    this.scan = scan;
    this.counts = counts;
    this.values = values;
  }

  /** Reads a tensor and sorts it; 8 bytes of memory per value, and as much while it is read. */
  static SortedSample of(Tensor tensor, Scan scan, BinCounts counts) {
    double[] values =
        Arrays.stream(tensor.asReal().toDoubles()).filter(Double::isFinite).sorted().toArray();
    return new SortedSample(scan, counts, values);
  }

  /** Ascending; not to be changed. */
  double[] values() {
    return values;
  }

  @Override
  public Scan scan() {
    return scan;
  }

  @Override
  public BinCounts counts() {
    return counts;
  }
}
