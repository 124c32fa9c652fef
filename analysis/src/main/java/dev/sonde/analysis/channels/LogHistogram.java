package dev.sonde.analysis.channels;

import java.util.ArrayList;
import java.util.List;

/**
 * How often values of which size occur, in bins of equal width in log₁₀.
 *
 * @param low log₁₀ of the least value above 0
 * @param high log₁₀ of the greatest
 * @param zeros values of 0, which have no bin
 */
public record LogHistogram(double low, double high, List<Long> counts, long zeros) {

  private static final int BINS = 40;

  public LogHistogram {
    counts = List.copyOf(counts);
  }

  static LogHistogram of(float[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    long zeros = 0;
    for (float value : values) {
      if (value <= 0) {
        zeros++;
      } else {
        low = Math.min(low, Math.log10(value));
        high = Math.max(high, Math.log10(value));
      }
    }
    if (zeros == values.length) return new LogHistogram(0, 0, List.of(), zeros);
    long[] counts = new long[BINS];
    double width = high > low ? (high - low) / BINS : 1;
    for (float value : values) {
      if (value > 0) counts[Math.clamp((int) ((Math.log10(value) - low) / width), 0, BINS - 1)]++;
    }
    List<Long> listed = new ArrayList<>();
    for (long count : counts) listed.add(count);
    return new LogHistogram(low, high, listed, zeros);
  }
}
