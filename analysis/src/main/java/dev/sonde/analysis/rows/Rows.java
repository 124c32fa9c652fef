package dev.sonde.analysis.rows;

import org.jspecify.annotations.Nullable;

/**
 * Observations to learn from, [count × width], row by row; column by column too once something asks
 * for it.
 */
public final class Rows {

  private static final int TILE = 32;

  private final int count;
  private final int width;
  private final double[] values;
  private double @Nullable [] columns;

  private Rows(int count, int width, double[] values) {
    this.count = count;
    this.width = width;
    this.values = values;
  }

  /**
   * Takes {@code values} over, row after row.
   *
   * @throws IllegalArgumentException if there are not count × width values
   */
  public static Rows of(int count, int width, double[] values) {
    if ((long) count * width != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for " + count + " rows of " + width);
    }
    return new Rows(count, width, values);
  }

  public int count() {
    return count;
  }

  public int width() {
    return width;
  }

  /** Row-major; not to be changed. */
  double[] values() {
    return values;
  }

  /** Column-major; not to be changed. */
  synchronized double[] columns() {
    if (columns == null) columns = transposed();
    return columns;
  }

  /** By tiles: a plain transposition misses the cache at every element. */
  private double[] transposed() {
    double[] turned = new double[values.length];
    for (int row = 0; row < count; row += TILE) {
      int rowEnd = Math.min(count, row + TILE);
      for (int column = 0; column < width; column += TILE) {
        int columnEnd = Math.min(width, column + TILE);
        for (int i = row; i < rowEnd; i++) {
          for (int j = column; j < columnEnd; j++) turned[j * count + i] = values[i * width + j];
        }
      }
    }
    return turned;
  }

  /** Some of the rows, in the order given. */
  Rows select(int[] rows) {
    double[] chosen = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, chosen, i * width, width);
    }
    return new Rows(rows.length, width, chosen);
  }
}
