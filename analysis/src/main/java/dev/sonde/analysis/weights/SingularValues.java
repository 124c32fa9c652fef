package dev.sonde.analysis.weights;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ojalgo.matrix.decomposition.QR;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * The singular values of a matrix. One that is much longer than wide is first reduced, block by
 * block of its long side, to the triangle of a QR factorisation, which has the same singular
 * values: memory does not grow with the long side, and small values keep their digits (a Gram
 * matrix would square them away). Values whose squares would leave the range of double are
 * decomposed in another unit, a power of two.
 */
final class SingularValues {

  /** From this ratio of the sides on it pays to reduce first. */
  private static final int LONG = 2;

  private SingularValues() {}

  /**
   * Of a view [rows × columns] of finite values.
   *
   * @return descending, as many as the shorter side
   */
  static double[] of(Tensor matrix) {
    boolean wide = matrix.shape().extent(0) < matrix.shape().extent(1);
    Tensor tall = wide ? matrix.transpose(1, 0) : matrix;
    long rows = tall.shape().extent(0);
    int columns = Math.toIntExact(tall.shape().extent(1));
    if (columns == 0) return new double[0];
    int step = LONG * columns;
    int exponent = exponent(tall);
    MatrixStore<Double> reduced = stacked(null, tall, 0, (int) Math.min(step, rows), exponent);
    for (long row = step; row < rows; row += step) {
      MatrixStore<Double> triangle = triangle(reduced, matrix);
      reduced = stacked(triangle, tall, row, (int) Math.min(step, rows - row), exponent);
    }
    SingularValue<Double> decomposition = SingularValue.R064.make(reduced);
    if (!decomposition.computeValuesOnly(reduced)) {
      throw new ArithmeticException(matrix + ": the singular values do not converge");
    }
    double[] values = new double[columns];
    decomposition.getSingularValues(values);
    for (int i = 0; i < columns; i++) values[i] = Math.scalb(values[i], exponent);
    Arrays.sort(values);
    for (int i = 0; i < columns / 2; i++) {
      double swap = values[i];
      values[i] = values[columns - 1 - i];
      values[columns - 1 - i] = swap;
    }
    return values;
  }

  /** Of the unit: 0 unless the largest value is far from 1. */
  private static int exponent(Tensor matrix) {
    TensorReader reader = matrix.reader();
    double[] block = new double[(int) Math.min(matrix.count(), 1 << 14)];
    double most = 0;
    for (long at = 0; at < matrix.count(); at += block.length) {
      int n = (int) Math.min(block.length, matrix.count() - at);
      reader.doubles(at, block, n);
      for (int i = 0; i < n; i++) most = Math.max(most, Math.abs(block[i]));
    }
    boolean usual = most == 0 || (most > 1e-100 && most < 1e100);
    return usual ? 0 : Math.getExponent(most);
  }

  private static MatrixStore<Double> triangle(MatrixStore<Double> block, Tensor matrix) {
    QR<Double> qr = QR.R064.make(block);
    if (!qr.decompose(block)) throw new ArithmeticException(matrix + ": no QR factorisation");
    return qr.getR();
  }

  /** The triangle, if there is one, above {@code n} rows of the matrix. */
  private static R064Store stacked(
      @Nullable MatrixStore<Double> triangle, Tensor tall, long from, int n, int exponent) {
    int columns = (int) tall.shape().extent(1);
    int above = triangle == null ? 0 : columns;
    R064Store stacked = R064Store.FACTORY.make(above + n, columns);
    for (int c = 0; triangle != null && c < columns; c++) {
      for (int r = 0; r <= c; r++) stacked.set(r, c, triangle.doubleValue(r, c));
    }
    TensorReader reader = tall.reader();
    double[] row = new double[columns];
    for (int r = 0; r < n; r++) {
      reader.doubles((from + r) * columns, row, columns);
      for (int c = 0; c < columns; c++) {
        stacked.set(above + r, c, exponent == 0 ? row[c] : Math.scalb(row[c], -exponent));
      }
    }
    return stacked;
  }
}
