package dev.sonde.analysis.heatmap;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.Arrays;

/** One pass over a tensor as a matrix: per cell the mean and the largest size, and all sizes. */
final class Aggregation {

  private static final int BLOCK = 1 << 14;

  final int cellRows;
  final int cellColumns;
  final long rowsPerCell;
  final long columnsPerCell;
  final Magnitudes sizes = new Magnitudes();
  long nan;
  long infinite;
  double min = Double.POSITIVE_INFINITY;
  double max = Double.NEGATIVE_INFINITY;

  private final long columns;
  private final double[] means;
  private final long[] counts;
  private final double[] extremes;

  Aggregation(long rows, long columns, Settings settings) {
    this.columns = columns;
    rowsPerCell = Math.ceilDiv(rows, settings.maxRows());
    columnsPerCell = Math.ceilDiv(columns, settings.maxColumns());
    cellRows = (int) Math.ceilDiv(rows, rowsPerCell);
    cellColumns = (int) Math.ceilDiv(columns, columnsPerCell);
    means = new double[cellRows * cellColumns];
    counts = new long[means.length];
    extremes = new double[means.length];
    Arrays.fill(extremes, Double.NaN);
  }

  void read(Tensor tensor) {
    TensorReader reader = tensor.reader();
    double[] block = new double[(int) Math.min(BLOCK, tensor.count())];
    long row = 0;
    long column = 0;
    long inCell = 0; // columns since the cell's first: counting is cheaper than dividing
    int cell = 0;
    for (long at = 0; at < tensor.count(); at += block.length) {
      int length = (int) Math.min(block.length, tensor.count() - at);
      reader.doubles(at, block, length);
      for (int i = 0; i < length; i++) {
        add(cell, block[i]);
        if (++column == columns) {
          column = 0;
          inCell = 0;
          row++;
          cell = (int) (row / rowsPerCell) * cellColumns;
        } else if (++inCell == columnsPerCell) {
          inCell = 0;
          cell++;
        }
      }
    }
  }

  private void add(int cell, double value) {
    if (!Double.isFinite(value)) {
      if (Double.isNaN(value)) nan++;
      else infinite++;
      return;
    }
    sizes.add(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
    // A mean that is kept running cannot overflow where a sum would, nor can a difference of
    // shares.
    long n = ++counts[cell];
    means[cell] += n == 1 ? value : value / n - means[cell] / n;
    if (!(Math.abs(value) <= Math.abs(extremes[cell]))) extremes[cell] = value;
  }

  Cells means() {
    return Cells.of(
        cellRows,
        cellColumns,
        (r, c) -> {
          int cell = r * cellColumns + c;
          return counts[cell] == 0 ? Double.NaN : means[cell];
        });
  }

  Cells extremes() {
    return Cells.of(cellRows, cellColumns, extremes);
  }
}
