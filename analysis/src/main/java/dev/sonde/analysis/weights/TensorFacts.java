package dev.sonde.analysis.weights;

import dev.sonde.tensor.Tensor;
import java.util.List;

/**
 * What {@link Findings} need to know of one tensor.
 *
 * @param address the tensor's
 * @param shape the tensor's
 * @param count all values; complex elements count as two
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

  /** Reads a tensor, once for its statistics and once for its lines. */
  public static TensorFacts of(Tensor tensor) {
    return of(tensor, Summary.of(tensor), ZeroLines.of(tensor));
  }

  /** The facts of a tensor whose summary and lines are known. */
  public static TensorFacts of(Tensor tensor, Summary summary, ZeroLines lines) {
    return new TensorFacts(
        summary.name(),
        summary.shape(),
        tensor.dtype().isComplex() ? 2 * summary.count() : summary.count(),
        summary.mean(),
        summary.std(),
        summary.min(),
        summary.max(),
        summary.zeros(),
        summary.nan(),
        summary.inf(),
        lines);
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
