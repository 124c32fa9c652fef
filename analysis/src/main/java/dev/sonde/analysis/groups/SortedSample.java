package dev.sonde.analysis.groups;

import dev.sonde.tensor.Tensor;
import java.util.Arrays;

/** All finite values of one run's tensor, in order. */
final class SortedSample implements Sample {

  private final Moments moments;
  private final double[] values;
  private final long[] counts;

  private SortedSample(Moments moments, double[] values, long[] counts) {
    this.moments = moments;
    this.values = values;
    this.counts = counts;
  }

  /** Reads a tensor once and sorts it; 8 bytes of memory per value. */
  static Scan scan(Tensor tensor) {
    double[] values = tensor.asReal().toDoubles();
    Moments moments = Moments.of(values, values.length);
    double[] finite = Arrays.copyOf(values, (int) moments.finite());
    Arrays.sort(finite);
    return new Scan() {
      @Override
      public Moments moments() {
        return moments;
      }

      @Override
      public Sample in(Bins bins) {
        long[] counts = new long[bins.number()];
        bins.count(finite, finite.length, counts);
        return new SortedSample(moments, finite, counts);
      }
    };
  }

  /** Ascending; not to be changed. */
  double[] values() {
    return values;
  }

  @Override
  public Moments moments() {
    return moments;
  }

  @Override
  public long[] counts() {
    return counts;
  }
}
