package dev.sonde.analysis.weights;

import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/**
 * The singular values of a tensor as a matrix [first axis × all others], and what is read from
 * them. A convolution's kernel [out × in × height × width] is taken as out × (in·height·width).
 *
 * @param rows of the matrix
 * @param columns of the matrix
 * @param spectralNorm the largest singular value σ₁
 * @param frobeniusNorm √Σσ²
 * @param stableRank Σσ² / σ₁² (Rudelson and Vershynin 2007)
 * @param effectiveRank exp of the entropy of σ/Σσ (Roy and Vetterli 2007)
 * @param rank singular values above σ₁ · max(rows, columns) · 2⁻⁵² (NumPy's matrix_rank), for
 *     float32 data 2⁻²³
 * @param condition σ₁ over the smallest; infinite if that is 0
 * @param tail the power law that fits the largest eigenvalues λ = σ² best
 */
public record Spectrum(
    long rows,
    long columns,
    double spectralNorm,
    double frobeniusNorm,
    double stableRank,
    double effectiveRank,
    int rank,
    double condition,
    PowerLaw tail) {

  /** The most elements that are decomposed: the matrix and its factors stand in memory. */
  public static final long MOST_ELEMENTS = 1L << 26;

  /** Whether the tensor has a spectrum: at least two axes, finite values, not too large. */
  public static boolean has(Tensor tensor) {
    return tensor.shape().rank() >= 2
        && tensor.count() > 0
        && tensor.count() <= MOST_ELEMENTS
        && !tensor.dtype().isComplex();
  }

  /**
   * Decomposes a tensor; cost grows as rows · columns · min(rows, columns).
   *
   * @throws IllegalArgumentException if it {@link #has} none, or holds values that are not finite
   */
  public static Spectrum of(Tensor tensor) {
    if (!has(tensor)) throw new IllegalArgumentException(tensor + ": has no spectrum");
    int rows = Math.toIntExact(tensor.shape().extent(0));
    int columns = Math.toIntExact(tensor.count() / rows);
    double[] values = tensor.toDoubles();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(tensor + ": NaN or infinite values have no spectrum");
      }
    }
    double precision =
        tensor.dtype() == dev.sonde.tensor.DType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    return of(singularValues(values, rows, columns), rows, columns, precision);
  }

  private static double[] singularValues(double[] rowMajor, int rows, int columns) {
    // ojAlgo stores columns, and is faster on tall matrices: the transpose has the same values.
    boolean wide = columns > rows;
    R064Store matrix = R064Store.FACTORY.make(wide ? columns : rows, wide ? rows : columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double value = rowMajor[i * columns + j];
        if (wide) matrix.set(j, i, value);
        else matrix.set(i, j, value);
      }
    }
    SingularValue<Double> decomposition = SingularValue.R064.make(matrix);
    if (!decomposition.computeValuesOnly(matrix)) {
      throw new IllegalArgumentException(
          rows + " × " + columns + ": no singular values were found");
    }
    double[] values = decomposition.getSingularValues().toRawCopy1D();
    Arrays.sort(values);
    return values;
  }

  /** From ascending singular values. */
  static Spectrum of(double[] ascending, long rows, long columns, double precision) {
    int n = ascending.length;
    double largest = ascending[n - 1];
    double squares = 0;
    double sum = 0;
    for (double s : ascending) {
      squares += s * s;
      sum += s;
    }
    double entropy = 0;
    int rank = 0;
    for (double s : ascending) {
      double share = s / sum;
      if (share > 0) entropy -= share * Math.log(share);
      if (s > largest * Math.max(rows, columns) * precision) rank++;
    }
    double[] eigenvalues = Arrays.stream(ascending).map(s -> s * s).toArray();
    return new Spectrum(
        rows,
        columns,
        largest,
        Math.sqrt(squares),
        largest == 0 ? 0 : squares / (largest * largest),
        largest == 0 ? 0 : Math.exp(entropy),
        rank,
        ascending[0] == 0 ? Double.POSITIVE_INFINITY : largest / ascending[0],
        PowerLaw.fit(eigenvalues));
  }
}
