package dev.sonde.analysis.heatmap;

import java.util.Arrays;
import java.util.Objects;

/** An immutable matrix of numbers to look at, row-major; NaN where there is none. */
public final class Cells {

  /** The value at a row and a column. */
  @FunctionalInterface
  public interface Value {
    double at(int row, int column);
  }

  private final int rows;
  private final int columns;
  private final double[] values;

  private Cells(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Copies {@code values} [rows × columns].
   *
   * @throws IllegalArgumentException if there are not rows × columns of them
   */
  public static Cells of(int rows, int columns, double[] values) {
    if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for " + rows + " × " + columns + " cells");
    }
    return new Cells(rows, columns, values.clone());
  }

  /** {@code Cells.of(10, 10, (truth, said) -> confusion[truth][said])}. */
  public static Cells of(int rows, int columns, Value value) {
    double[] values = new double[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < values.length; i++) values[i] = value.at(i / columns, i % columns);
    return of(rows, columns, values);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public double at(int row, int column) {
    return values[Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns)];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cells that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return rows + " × " + columns + " cells";
  }
}
