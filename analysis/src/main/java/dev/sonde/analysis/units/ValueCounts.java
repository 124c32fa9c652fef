package dev.sonde.analysis.units;

import dev.sonde.analysis.scan.Bins;

/** How many of a layer's values fall in bins of equal width, a batch at a time. */
public final class ValueCounts {
  private final Bins bins;
  private final long[] counts;
  private long zeros;
  private long total;

  public ValueCounts(Bins bins) {
    this.bins = bins;
    this.counts = new long[bins.number()];
  }

  /**
   * Counts the values of some examples; those that are exactly 0 by themselves, those that are not
   * finite not at all. What lies beyond the bins counts in the nearest.
   */
  public void add(UnitBatch batch, int from, int to) {
    int length = batch.values().length / batch.examples();
    for (int i = from * length; i < to * length; i++) {
      float value = batch.values()[i];
      if (!Float.isFinite(value) || counts.length == 0) continue;
      total++;
      if (value == 0) {
        zeros++;
        continue;
      }
      double at = bins.width() > 0 ? (value - bins.low()) / bins.width() : 0;
      counts[Math.clamp((long) at, 0, counts.length - 1)]++;
    }
  }

  /** Values other than 0 in each bin. */
  public long[] counts() {
    return counts.clone();
  }

  /** Values that are exactly 0. */
  public long zeros() {
    return zeros;
  }

  /** All finite values. */
  public long total() {
    return total;
  }

  /**
   * The Jensen–Shannon distance to other values in the same bins, zeros being one of their own: the
   * square root of the divergence to base 2, 0 where they are the same, 1 where none is in a bin of
   * the other. NaN where there are no values.
   */
  public double distance(ValueCounts other) {
    if (total == 0 || other.total == 0) return Double.NaN;
    double sum = part(zeros, other.zeros, other);
    for (int i = 0; i < counts.length; i++) sum += part(counts[i], other.counts[i], other);
    return Math.sqrt(Math.max(0, sum / (2 * Math.log(2))));
  }

  private double part(long own, long others, ValueCounts other) {
    double p = (double) own / total;
    double q = (double) others / other.total;
    double m = (p + q) / 2;
    double sum = p > 0 ? p * Math.log(p / m) : 0;
    return sum + (q > 0 ? q * Math.log(q / m) : 0);
  }
}
