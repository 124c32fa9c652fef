package dev.sonde.analysis.scan;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.Arrays;

/**
 * The finite ones among 512 elements spread evenly over a tensor, ascending. It only places the
 * shift and the grid, so that little cancels and resolution lies where the values are; the results
 * are of all elements.
 */
final class Sample {

  private static final int SIZE = 512;

  private final double[] sorted;
  private final int n;

  private Sample(double[] sorted, int n) {
    this.sorted = sorted;
    this.n = n;
  }

  /** Of a tensor with more elements than the sample. */
  static Sample of(Tensor tensor) {
    TensorReader reader = tensor.reader();
    double[] one = new double[1];
    double[] values = new double[SIZE];
    int n = 0;
    long step = (tensor.count() - 1) / (SIZE - 1);
    for (int i = 0; i < SIZE; i++) {
      reader.doubles(i * step, one, 1);
      if (Double.isFinite(one[0])) values[n++] = one[0] + 0.0;
    }
    Arrays.sort(values, 0, n);
    return new Sample(values, n);
  }

  /** 0 of no values. */
  double median() {
    return n == 0 ? 0 : sorted[n / 2];
  }

  Grid grid(Grid.Values values) {
    return Grid.of(sorted, n, values);
  }
}
