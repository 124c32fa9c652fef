package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.BinCounts;
import dev.sonde.analysis.scan.Bins;
import java.util.Arrays;
import java.util.List;

/**
 * Counts of finite values in bins of equal width: bin {@code i} covers [low + i·width, low +
 * (i+1)·width), the last one its upper edge too. Every finite value lies in a bin; what is not
 * finite is counted beside.
 *
 * @param low lower edge of the first bin
 * @param width width of a bin; 0 if all values are equal (then there is one bin)
 * @param counts values per bin
 * @param nan how many values are NaN
 * @param infinite how many values are +∞ or −∞
 */
public record Histogram(double low, double width, List<Long> counts, long nan, long infinite) {

  public Histogram {
    counts = List.copyOf(counts);
  }

  /** What was counted in these bins. */
  public static Histogram of(Bins bins, BinCounts counted) {
    List<Long> counts = Arrays.stream(counted.counts()).boxed().toList();
    return new Histogram(bins.low(), bins.width(), counts, counted.nan(), counted.infinite());
  }

  /** How many values lie in the bins. */
  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  public double high() {
    return low + width * counts.size();
  }
}
