package dev.sonde.analysis.heatmap;

/**
 * Counts absolute values by exponent and the first eight bits of the mantissa: quantiles to 0.4 %
 * of any data from 1e−308 to 1e308 in one pass and 4 MB, and the exact number of values beyond such
 * a quantile.
 */
final class Magnitudes {

  private static final int DROPPED_BITS = 44;

  private final long[] counts = new long[1 << (63 - DROPPED_BITS)];
  private long total;
  private double largest;

  /** Counts one finite value. */
  void add(double value) {
    double size = Math.abs(value);
    counts[bin(size)]++;
    total++;
    largest = Math.max(largest, size);
  }

  double largest() {
    return largest;
  }

  /**
   * A size that at least a share of the values does not exceed: the end of the bin in which the
   * quantile lies, or the largest value. Never 0 unless all values are.
   */
  double quantile(double share) {
    long wanted = (long) Math.ceil(share * total);
    long seen = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      seen += counts[bin];
      if (seen >= wanted && seen > 0) {
        double end = end(bin);
        // Almost everything is 0: the few other values shall be seen.
        return bin == 0 || end > largest ? largest : end;
      }
    }
    return largest;
  }

  /** How many values are larger than {@code limit}, a result of {@link #quantile}. */
  long beyond(double limit) {
    if (limit >= largest) return 0;
    long seen = 0;
    for (int bin = bin(limit) + 1; bin < counts.length; bin++) seen += counts[bin];
    return seen;
  }

  private static int bin(double size) {
    return (int) (Double.doubleToRawLongBits(size) >>> DROPPED_BITS);
  }

  /** The largest number in a bin. */
  private static double end(int bin) {
    return Double.longBitsToDouble(((bin + 1L) << DROPPED_BITS) - 1);
  }
}
