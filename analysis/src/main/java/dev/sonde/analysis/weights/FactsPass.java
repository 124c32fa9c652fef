package dev.sonde.analysis.weights;

import java.util.List;

/** Counts, extremes, mean and deviation of values that come block by block. */
final class FactsPass {

  private long nan;
  private long infinite;
  private long zeros;
  private long n;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Takes the first {@code length} values; moves the finite ones to the block's front. */
  void add(double[] block, int length) {
    int finite = 0;
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double value = block[i];
      if (Double.isNaN(value)) nan++;
      else if (Double.isInfinite(value)) infinite++;
      else {
        if (value == 0) zeros++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        block[finite++] = value;
      }
    }
    if (finite == 0) return;
    double blockMean = sum / finite;
    double blockSquares = 0;
    for (int i = 0; i < finite; i++) {
      blockSquares += (block[i] - blockMean) * (block[i] - blockMean);
    }
    // Chan, Golub and LeVeque 1979: means and squared deviations of two parts give those of both.
    double away = blockMean - mean;
    long both = n + finite;
    mean += away * finite / both;
    squares += blockSquares + away * away * ((double) n * finite / both);
    n = both;
  }

  TensorFacts facts(String address, List<Long> shape, ZeroLines lines) {
    long count = n + nan + infinite;
    if (n == 0) {
      return new TensorFacts(
          address,
          shape,
          count,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          0,
          nan,
          infinite,
          lines);
    }
    return new TensorFacts(
        address, shape, count, mean, Math.sqrt(squares / n), min, max, zeros, nan, infinite, lines);
  }
}
