package dev.sonde.analysis.scan;

import dev.sonde.tensor.Tensor;
import java.util.List;

/**
 * What one pass over a tensor tells.
 *
 * <p>Complex elements count as two reals. Moments, range, sums and cells are of the finite values;
 * the others are counted beside.
 *
 * @param count all elements
 * @param min the least finite value, NaN if there is none
 * @param max the greatest finite value, NaN if there is none
 * @param absoluteSum Σ|x|
 * @param zeros elements equal to 0, of either sign
 * @param nearZeros elements of a magnitude up to {@link Settings#nearZero}, zeros among them
 * @param infinite elements that are +∞ or −∞
 */
public record Scan(
    long count,
    Moments moments,
    double min,
    double max,
    double absoluteSum,
    long zeros,
    long nearZeros,
    long nan,
    long infinite,
    Cells cells) {

  /**
   * @param nearZero the largest magnitude that counts as near zero
   * @param threads how many threads may work; has no influence on the result
   */
  public record Settings(double nearZero, int threads) {
    public Settings {
      if (!(nearZero >= 0 && nearZero < Double.POSITIVE_INFINITY))
        throw new IllegalArgumentException("the near-zero threshold is " + nearZero);
      if (threads < 1) throw new IllegalArgumentException(threads + " threads");
    }

    /** Near zero: up to 0.001. As many threads as there are processors. */
    public static Settings defaults() {
      return new Settings(1e-3, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Scans one tensor. */
  public static Scan of(Tensor tensor, Settings settings) {
    return Scans.of(List.of(tensor), settings, (ignored, scan) -> scan).getFirst();
  }

  /** The same without the cells, which can take some memory. */
  public Scan withoutCells() {
    Cells none = new Cells.Builder(0).build();
    return new Scan(count, moments, min, max, absoluteSum, zeros, nearZeros, nan, infinite, none);
  }
}
