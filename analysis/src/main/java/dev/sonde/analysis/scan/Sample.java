package dev.sonde.analysis.scan;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.Arrays;

/**
 * The finite ones among 512 elements in 64 runs spread evenly over a tensor, ascending. It only
 * places the shift and the grid, so that little cancels and resolution lies where the values are;
 * the results are of all elements.
 */
final class Sample {

  private static final int RUNS = 64;
  private static final int RUN = 8;

  private final double[] sorted;
  private final int n;

  private Sample(double[] sorted, int n) {
    this.sorted = sorted;
    this.n = n;
  }

  /** Of a tensor with more elements than the sample. */
  static Sample of(Tensor tensor) {
    TensorReader reader = tensor.reader();
    double[] run = new double[RUN];
    double[] values = new double[RUNS * RUN];
    int n = 0;
    long step = (tensor.count() - RUN) / (RUNS - 1);
    for (int i = 0; i < RUNS; i++) {
      reader.doubles(i * step, run, RUN);
      for (double x : run) if (Double.isFinite(x)) values[n++] = x + 0.0;
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
