package dev.sonde.figure.weights;

import dev.sonde.analysis.heatmap.Cells;
import java.util.Arrays;

/**
 * How far the values of cells go.
 *
 * @param min smallest finite value
 * @param max largest finite value
 * @param low smallest size
 * @param high largest size
 * @param limit a size that 99.5 % of the cells do not exceed; the largest where that would be 0
 */
record Spread(double min, double max, double low, double high, double limit) {

  private static final double COVERAGE = 0.995;

  static Spread of(Cells cells) {
    double[] values = new double[cells.rows() * cells.columns()];
    int n = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < cells.rows(); row++) {
      for (int column = 0; column < cells.columns(); column++) {
        double value = cells.at(row, column);
        if (Double.isNaN(value)) continue;
        min = Math.min(min, value);
        max = Math.max(max, value);
        values[n++] = Math.abs(value);
      }
    }
    if (n == 0) return new Spread(0, 0, 0, 0, 0);
    Arrays.sort(values, 0, n);
    double limit = values[(int) Math.ceil(COVERAGE * n) - 1];
    double high = values[n - 1];
    return new Spread(min, max, values[0], high, limit > 0 ? limit : high);
  }
}
