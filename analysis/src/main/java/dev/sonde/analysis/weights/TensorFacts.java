package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Scan;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link Findings} need to know of one tensor.
 *
 * @param address the tensor's
 * @param shape the tensor's
 * @param count all values
 * @param mean of the finite values, as std, min, max; NaN without one
 * @param std with divisor n
 * @param zeros values that are 0
 * @param nan values that are NaN
 * @param infinite values that are +∞ or −∞
 * @param zeroLines rows and columns in which all values are 0
 */
public record TensorFacts(
    String address,
    List<Long> shape,
    long count,
    double mean,
    double std,
    double min,
    double max,
    long zeros,
    long nan,
    long infinite,
    ZeroLines zeroLines) {

  public TensorFacts {
    shape = List.copyOf(shape);
  }

  /**
   * Reads a tensor's values, complex ones as pairs of reals, in one pass and its lines in another.
   */
  public static TensorFacts of(Tensor tensor) {
    Scan scan = Scan.of(tensor, Scan.Settings.defaults()).withoutCells();
    Tensor real = tensor.asReal();
    return new TensorFacts(
        tensor.address(),
        Arrays.stream(real.shape().toArray()).boxed().toList(),
        scan.count(),
        scan.moments().mean(),
        scan.moments().std(),
        scan.min(),
        scan.max(),
        scan.zeros(),
        scan.nan(),
        scan.infinite(),
        ZeroLines.of(real));
  }

  /** Finite values. */
  long finite() {
    return count - nan - infinite;
  }

  /**
   * How many standard deviations the farthest value lies from the mean; 0 where that says nothing.
   */
  double farthest() {
    return std > 0 ? Math.max(max - mean, mean - min) / std : 0;
  }

  /**
   * Standard deviation times the square root of the inputs per output: near 1 to 2 after the usual
   * initialisations whatever the layer's size, so layers can be compared.
   */
  double scale() {
    return std * Math.sqrt((double) count / shape.getFirst());
  }
}
