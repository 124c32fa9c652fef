package dev.sonde.analysis.kernel;

import java.util.Arrays;

/**
 * A sum of outer products over points, [rows × columns] in double: float32 over some hundred
 * points, then into double, so that its error does not grow with the count.
 */
public final class OuterSum {
  private static final int WIDTH = ProductKernel.WIDTH;

  /** Panels of 32 points between two flushes. */
  private static final int SHORT = 16;

  private final ProductKernel kernel = ProductKernel.best();
  private final int rows;
  private final int columns;
  private final int width;
  private final boolean symmetric;
  private final float[] shortSum;
  private final double[] sum;
  private int pending;

  /**
   * @param width of the padded rows that will come
   * @param symmetric only the upper triangle is wanted; columns left of a row's own are then partly
   *     empty
   */
  public OuterSum(int rows, int columns, int width, boolean symmetric) {
    this.rows = rows;
    this.columns = columns;
    this.width = width;
    this.symmetric = symmetric;
    this.shortSum = new float[Math.multiplyExact(rows, width)];
    this.sum = new double[Math.multiplyExact(rows, columns)];
  }

  /**
   * Adds the 32 points of a panel.
   *
   * @param left [rows × 32] from {@code at} on
   * @param right padded rows, the panel's first one starts at {@code row}
   */
  public void add(float[] left, int at, float[] right, int row) {
    for (int a = 0; a < rows; a += 4) {
      int from = symmetric ? a / WIDTH * WIDTH : 0;
      int b = Math.min(a + 1, rows - 1);
      int c = Math.min(a + 2, rows - 1);
      int d = Math.min(a + 3, rows - 1);
      if (d - a < 3) {
        single(left, at, right, row, a, from);
        continue;
      }
      for (int i = 0; i < WIDTH; i += 8) {
        kernel.outer(
            left,
            at + a * WIDTH + i,
            at + b * WIDTH + i,
            at + c * WIDTH + i,
            at + d * WIDTH + i,
            right,
            row + i * width,
            width,
            from,
            shortSum,
            a * width,
            b * width,
            c * width,
            d * width);
      }
    }
    if (++pending == SHORT) {
      flush();
    }
  }

  /** The last one to three rows: the kernel's fourth would be added twice. */
  private void single(float[] left, int at, float[] right, int row, int first, int from) {
    for (int a = first; a < rows; a++) {
      for (int i = 0; i < WIDTH; i++) {
        float l = left[at + a * WIDTH + i];
        int r = row + i * width;
        for (int j = from; j < width; j++) {
          shortSum[a * width + j] = Math.fma(l, right[r + j], shortSum[a * width + j]);
        }
      }
    }
  }

  private void flush() {
    for (int a = 0; a < rows; a++) {
      for (int j = 0; j < columns; j++) {
        sum[a * columns + j] += shortSum[a * width + j];
      }
    }
    Arrays.fill(shortSum, 0);
    pending = 0;
  }

  /** Adds the other's sum. */
  public void add(OuterSum other) {
    double[] theirs = other.total();
    double[] ours = total();
    for (int i = 0; i < ours.length; i++) {
      ours[i] += theirs[i];
    }
  }

  /** The sum, [rows × columns]. */
  public double[] total() {
    flush();
    return sum;
  }
}
