package dev.sonde.analysis.scan;

import dev.sonde.tensor.Tensor;
import java.util.List;

/**
 * Bins of equal width over a closed range: bin i holds low + i·width ≤ x < low + (i+1)·width, in
 * exactly this arithmetic; the last one also what is more.
 *
 * @param width 0 if there is one bin
 * @param number 0 if there are no values
 */
public record Bins(double low, double width, int number) {

  public Bins {
    if (!(width > 0) && number > 1) {
      throw new IllegalArgumentException(number + " bins of width " + width);
    }
  }

  /**
   * {@code most} bins from the least value to the greatest. One bin where they are equal, or nearly
   * so that the range cannot be cut into so many; none where they are NaN or infinite.
   */
  public static Bins over(double min, double max, int most) {
    if (most < 1) throw new IllegalArgumentException(most + " bins");
    if (!(Double.isFinite(min) && Double.isFinite(max))) return new Bins(0, 0, 0);
    double range = max - min;
    double width = range <= Double.MAX_VALUE ? range / most : max / most - min / most;
    return width > 0 && most > 1 ? new Bins(min, width, most) : new Bins(min, 0, 1);
  }

  /** Over all finite values of some tensors. */
  public static Bins over(List<Scan> scans, int most) {
    double min = scans.stream().mapToDouble(Scan::min).filter(Double::isFinite).min().orElse(NONE);
    double max = scans.stream().mapToDouble(Scan::max).filter(Double::isFinite).max().orElse(NONE);
    return over(min, max, most);
  }

  private static final double NONE = Double.NaN;

  /**
   * Every bin cut into the largest power of two of equal ones with which there are at most {@code
   * most} in all: edges of these bins are edges of those, to the bit.
   */
  public Bins finer(int most) {
    if (number < 2) return this;
    int factor = Integer.highestOneBit(Math.max(1, most / number));
    double fine = width / factor;
    return fine * factor == width ? new Bins(low, fine, number * factor) : this;
  }

  /**
   * Counts the values of each tensor, in parallel over tensors and parts of tensors. What lies
   * outside of the range counts in the first or the last bin.
   */
  public List<BinCounts> count(List<Tensor> tensors, int threads) {
    return BinCounts.of(tensors, this, threads);
  }
}
