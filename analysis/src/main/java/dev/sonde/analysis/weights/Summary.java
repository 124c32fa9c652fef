package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Cells;
import dev.sonde.analysis.scan.Moments;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.analysis.scan.Scans;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What is in one tensor. Moments, range, quantiles and norms are of the finite values; NaN and
 * infinite ones are counted beside. Complex elements count as two reals.
 *
 * @param count all elements
 * @param mean of the finite values, as all that follows; NaN if there are none
 * @param std population standard deviation (divided by n, NumPy's default)
 * @param quantiles with linear interpolation (type 7 of Hyndman and Fan 1996, NumPy's default)
 * @param quantileError how far a quantile may be off: 0 for tensors that are sorted (up to 2¹⁶
 *     elements) and for types of 8 and 16 bits
 * @param skewness NaN where all values are equal
 * @param kurtosis <em>excess</em> kurtosis: 0 for normal values; NaN where all values are equal
 * @param l1 Σ|x|
 * @param l2 √Σx²
 * @param zeros values equal to 0
 * @param nearZero share of the finite values with |x| up to {@link Scan.Settings#nearZero}
 */
public record Summary(
    String name,
    String dtype,
    List<Long> shape,
    long count,
    double mean,
    double std,
    double min,
    double max,
    Quantiles quantiles,
    double quantileError,
    double skewness,
    double kurtosis,
    double l1,
    double l2,
    long zeros,
    double nearZero,
    long nan,
    long inf) {

  public Summary {
    shape = List.copyOf(shape);
  }

  /** The values below which 1, 5, 25, 50, 75, 95 and 99 % lie. */
  public record Quantiles(
      double p01, double p05, double p25, double p50, double p75, double p95, double p99) {}

  /** Summarises one tensor in one pass. */
  public static Summary of(Tensor tensor) {
    return of(List.of(tensor), Scan.Settings.defaults(), ignored -> {}).getFirst();
  }

  /**
   * Summarises tensors, in parallel over tensors and their parts; the result does not depend on the
   * number of threads.
   *
   * @param progress told how many elements are newly done, from any thread
   */
  public static List<Summary> of(
      List<Tensor> tensors, Scan.Settings settings, LongConsumer progress) {
    return Scans.of(tensors, settings, Summary::of, progress);
  }

  /** The summary of a tensor that was scanned. */
  public static Summary of(Tensor tensor, Scan scan) {
    Moments m = scan.moments();
    Cells cells = scan.cells();
    return new Summary(
        tensor.address(),
        tensor.dtype().label(),
        Arrays.stream(tensor.shape().toArray()).boxed().toList(),
        tensor.count(),
        m.mean(),
        m.std(),
        scan.min(),
        scan.max(),
        new Quantiles(
            cells.quantile(0.01).value(),
            cells.quantile(0.05).value(),
            cells.quantile(0.25).value(),
            cells.quantile(0.5).value(),
            cells.quantile(0.75).value(),
            cells.quantile(0.95).value(),
            cells.quantile(0.99).value()),
        quantileError(cells),
        m.skewness(),
        m.kurtosis(),
        scan.absoluteSum(),
        m.l2(),
        scan.zeros(),
        m.count() == 0 ? 0 : (double) scan.nearZeros() / m.count(),
        scan.nan(),
        scan.infinite());
  }

  private static double quantileError(Cells cells) {
    double worst = 0;
    for (double p : new double[] {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
      worst = Math.max(worst, cells.quantile(p).error());
    }
    return worst;
  }

  /** Finite values. */
  public long finite() {
    return Math.max(count - nan - inf, 0);
  }
}
