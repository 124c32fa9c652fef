package dev.sonde.analysis.weights;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.BitSet;

/**
 * Rows and columns of a tensor in which all values are 0: units that give nothing or take nothing.
 * Rows run along the first axis, columns along all others.
 *
 * @param rows of the matrix; 0 for scalars and vectors, which have no lines
 * @param columns of the matrix; 0 likewise
 * @param zeroRows rows of zeros
 * @param zeroColumns columns of zeros; 0 if there are more than 2²⁷ columns, which are not counted
 */
public record ZeroLines(long rows, long columns, long zeroRows, long zeroColumns) {

  private static final int BLOCK = 1 << 14;
  private static final long MOST_COLUMNS = 1 << 27;

  /** No lines at all. */
  public static final ZeroLines NONE = new ZeroLines(0, 0, 0, 0);

  /** Reads the tensor once. */
  public static ZeroLines of(Tensor tensor) {
    if (tensor.shape().rank() < 2 || tensor.count() == 0 || tensor.dtype().isComplex()) return NONE;
    long rows = tensor.shape().extent(0);
    long columns = tensor.count() / rows;
    boolean counted = columns <= MOST_COLUMNS;
    BitSet alive = new BitSet(counted ? (int) columns : 0);
    TensorReader reader = tensor.reader();
    double[] block = new double[(int) Math.min(BLOCK, tensor.count())];
    long zeroRows = 0;
    long column = 0;
    boolean zero = true;
    for (long at = 0; at < tensor.count(); at += block.length) {
      int length = (int) Math.min(block.length, tensor.count() - at);
      reader.doubles(at, block, length);
      for (int i = 0; i < length; i++) {
        if (block[i] != 0) {
          zero = false;
          if (counted) alive.set((int) column);
        }
        if (++column == columns) {
          if (zero) zeroRows++;
          zero = true;
          column = 0;
        }
      }
    }
    return new ZeroLines(rows, columns, zeroRows, counted ? columns - alive.cardinality() : 0);
  }
}
