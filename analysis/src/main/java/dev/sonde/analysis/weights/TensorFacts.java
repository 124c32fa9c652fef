package dev.sonde.analysis.weights;

import dev.sonde.tensor.Tensor;
import java.util.List;

/**
 * What {@link Findings} need to know of one tensor.
 *
 * @param summary its statistics
 * @param zeroLines rows and columns in which all values are 0
 * @param scales of its slices along each axis
 */
public record TensorFacts(Summary summary, ZeroLines zeroLines, List<AxisScale> scales) {

  public TensorFacts {
    scales = List.copyOf(scales);
  }

  /** Reads a tensor for its statistics, and twice more for its lines. */
  public static TensorFacts of(Tensor tensor) {
    return of(tensor, Summary.of(tensor));
  }

  /** As {@link #of(Tensor)}, where its statistics are known. */
  public static TensorFacts of(Tensor tensor, Summary summary) {
    return new TensorFacts(summary, ZeroLines.of(tensor.asReal()), AxisScale.of(tensor.asReal()));
  }

  int rank() {
    return summary.shape().size();
  }

  String address() {
    return summary.name();
  }

  long count() {
    return summary.count();
  }

  double mean() {
    return summary.mean();
  }

  double std() {
    return summary.std();
  }

  double min() {
    return summary.min();
  }

  double max() {
    return summary.max();
  }

  long zeros() {
    return summary.zeros();
  }

  long nan() {
    return summary.nan();
  }

  long infinite() {
    return summary.inf();
  }

  /** Finite values. */
  long finite() {
    return count() - nan() - infinite();
  }

  /**
   * How many standard deviations the farthest value lies from the mean; 0 where that says nothing.
   */
  double farthest() {
    return std() > 0 ? Math.max(max() - mean(), mean() - min()) / std() : 0;
  }

  /**
   * Standard deviation times the square root of the inputs per output: near 1 to 2 after the usual
   * initialisations whatever the layer's size, so layers can be compared.
   */
  double scale() {
    return std() * Math.sqrt((double) count() / summary.shape().getFirst());
  }
}
