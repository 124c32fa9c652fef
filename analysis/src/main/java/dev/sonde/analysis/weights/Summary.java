package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Moments;
import dev.sonde.analysis.scan.Scan;
import dev.sonde.settings.Bounds;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The statistics of one tensor.
 *
 * <pre>{@code
 * Summary s = Summary.of(checkpoint.tensor("fc.weight"));
 * s.std();              // 0.0361
 * s.quantiles().p99();  // 0.0883
 * }</pre>
 *
 * <p>Moments, range, quantiles and norms are of the finite values; NaN and infinities are counted
 * beside. Of a tensor without finite values they are NaN, the norms 0. Complex elements count as
 * two reals. Zeros are reported without a sign.
 *
 * @param name the tensor's address
 * @param dtype its element type: {@code float32}, {@code bfloat16}, …
 * @param count all elements, finite or not
 * @param std population standard deviation (divided by n, as NumPy's default)
 * @param quantileError how far each of the quantiles may be off; 0 if they are exact, as they are
 *     up to 16,384 elements and for 8- and 16-bit types
 * @param skewness mean of ((x − mean)/std)³; NaN if all values are equal
 * @param kurtosis excess kurtosis, mean of ((x − mean)/std)⁴ − 3; NaN if all values are equal
 * @param l1 Σ|x|
 * @param l2 √Σx²
 * @param zeros elements equal to 0
 * @param inf elements that are +∞ or −∞
 * @param nearZero the share of all elements whose magnitude is at most {@link Settings#nearZero},
 *     zeros among them; NaN of an empty tensor
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
    long nan,
    long inf,
    double nearZero) {

  public Summary {
    shape = List.copyOf(shape);
  }

  /**
   * @param nearZero the largest magnitude that counts as near zero
   * @param bins the most bins that {@link Measured#histogram} may have, 2 to 256
   * @param threads how many threads may work; has no influence on the result
   */
  public record Settings(double nearZero, int bins, int threads) {
    public Settings {
      Bounds.atLeast("the near-zero threshold", nearZero, 0);
      Bounds.atLeast("threads", threads, 1);
      if (bins < 2 || bins > 256) throw new IllegalArgumentException(bins + " bins, not 2 to 256");
    }

    /** Near zero: up to 0.001; 128 bins; as many threads as there are processors. */
    public static Settings defaults() {
      Scan.Settings scan = Scan.Settings.defaults();
      return new Settings(scan.nearZero(), 128, scan.threads());
    }

    Scan.Settings scan() {
      return new Scan.Settings(nearZero, threads);
    }
  }

  /** Summarises one tensor; several are faster together, by {@link Summaries}. */
  public static Summary of(Tensor tensor, Settings settings) {
    return of(tensor, Scan.of(tensor, settings.scan()));
  }

  /** As {@link #of(Tensor, Settings)} with default settings. */
  public static Summary of(Tensor tensor) {
    return of(tensor, Settings.defaults());
  }

  static Summary of(Tensor tensor, Scan scan) {
    Moments moments = scan.moments();
    return new Summary(
        tensor.address(),
        tensor.storedType(),
        Arrays.stream(tensor.shape().toArray()).boxed().toList(),
        scan.count(),
        moments.mean(),
        moments.std(),
        scan.min(),
        scan.max(),
        Quantiles.of(scan.cells()),
        Quantiles.error(scan.cells()),
        moments.skewness(),
        moments.kurtosis(),
        scan.absoluteSum(),
        moments.l2(),
        scan.zeros(),
        scan.nan(),
        scan.infinite(),
        (double) scan.nearZeros() / scan.count());
  }

  /** The moments of the finite values, to be merged with those of other tensors. */
  public Moments moments() {
    return new Moments(count - nan - inf, mean, std, skewness, kurtosis);
  }
}
