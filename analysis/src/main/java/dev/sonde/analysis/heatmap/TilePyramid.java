package dev.sonde.analysis.heatmap;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.Arrays;

/**
 * A tensor as a matrix (unfolded as {@link MatrixImage} unfolds it) in square tiles at several
 * scales, to look at any size of it piece by piece: at level 0 a cell is one number, at level k it
 * is the finite number of greatest size among 2^k × 2^k of them. A tile reads only the numbers that
 * it shows.
 *
 * @param rows of the matrix
 * @param columns of the matrix
 * @param levels at the last of which one tile holds the whole matrix
 */
public record TilePyramid(Tensor tensor, long rows, long columns, int levels) {

  /** Cells of a whole tile, each way. */
  public static final int TILE = 256;

  /** Numbers that are read at a time. */
  private static final int BLOCK = 1 << 14;

  /** A piece of the matrix. */
  public static final class Tile {

    private final int rows;
    private final int columns;
    private final float[] cells;

    private Tile(int rows, int columns, float[] cells) {
      this.rows = rows;
      this.columns = columns;
      this.cells = cells;
    }

    public int rows() {
      return rows;
    }

    public int columns() {
      return columns;
    }

    /** Row-major [rows × columns]; above level 0 NaN where no number is finite. */
    public float[] cells() {
      return cells.clone();
    }
  }

  /**
   * @throws IllegalArgumentException if the tensor has no elements
   */
  public static TilePyramid of(Tensor tensor) {
    Tensor real = tensor.asReal();
    if (real.count() == 0) {
      throw new IllegalArgumentException(tensor + " has no elements: there is nothing to look at");
    }
    long rows = real.shape().rank() < 2 ? 1 : real.shape().extent(0);
    long columns = real.count() / rows;
    int levels = 1;
    while (Math.max(rows, columns) > (long) TILE << (levels - 1)) levels++;
    return new TilePyramid(real, rows, columns, levels);
  }

  /**
   * A tile.
   *
   * @param level from 0
   * @param x from 0, to the right
   * @param y from 0, down
   * @throws IllegalArgumentException if there is no such tile
   */
  public Tile tile(int level, long x, long y) {
    if (level < 0 || level >= levels || x < 0 || y < 0) throw none(level, x, y);
    long span = (long) TILE << level;
    if (x > columns / span || y > rows / span || x * span >= columns || y * span >= rows) {
      throw none(level, x, y);
    }
    long top = y * span;
    long left = x * span;
    long bottom = Math.min(rows, top + span);
    long right = Math.min(columns, left + span);
    int height = (int) Math.ceilDiv(bottom - top, 1L << level);
    int width = (int) Math.ceilDiv(right - left, 1L << level);
    float[] cells = new float[height * width];
    if (level > 0) Arrays.fill(cells, Float.NaN);
    TensorReader reader = tensor.reader();
    double[] block = new double[(int) Math.min(BLOCK, right - left)];
    for (long row = top; row < bottom; row++) {
      int first = (int) ((row - top) >> level) * width;
      for (long at = left; at < right; at += block.length) {
        int length = (int) Math.min(block.length, right - at);
        reader.doubles(row * columns + at, block, length);
        if (level == 0) {
          for (int i = 0; i < length; i++) cells[first + (int) (at - left) + i] = (float) block[i];
        } else {
          for (int i = 0; i < length; i++) {
            int cell = first + (int) ((at - left + i) >> level);
            float value = (float) block[i];
            if (Float.isFinite(value) && !(Math.abs(value) <= Math.abs(cells[cell]))) {
              cells[cell] = value;
            }
          }
        }
      }
    }
    return new Tile(height, width, cells);
  }

  private IllegalArgumentException none(int level, long x, long y) {
    return new IllegalArgumentException(
        tensor.address()
            + ": no tile "
            + x
            + ", "
            + y
            + " at level "
            + level
            + " of "
            + rows
            + " × "
            + columns
            + " in "
            + levels
            + " levels");
  }
}
