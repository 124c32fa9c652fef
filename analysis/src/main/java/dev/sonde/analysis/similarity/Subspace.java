package dev.sonde.analysis.similarity;

import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/**
 * The thin singular value decomposition X = U S Vᵀ of centred activations [inputs × units], in
 * double, from the eigenvalues of the smaller of XᵀX and XXᵀ. Directions whose singular value is no
 * larger than the rounding of float32 (largest · max(inputs, units) · 2⁻²³) are left out.
 *
 * <p>Costs inputs · units · min(inputs, units), and min³ for the eigenvalues.
 *
 * @param u [rank][inputs], orthonormal
 * @param values [rank], descending
 * @param loadings UᵀX = S Vᵀ, [rank][units]
 * @param kept how many of the first hold the share of variance asked for
 * @param norm ‖X‖, Frobenius
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Subspace(double[][] u, double[] values, double[][] loadings, int kept, double norm) {

  /**
   * @param variance share of the variance that {@link #kept} directions hold
   */
  static Subspace of(Points points, double variance, Workers workers) {
    int n = points.count();
    int d = points.dimensions();
    double[] mean = Covariance.mean(points);
    double[][] units = new double[d][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) units[k][i] = points.at(i, k) - mean[k];
    }
    double[][] inputs = d <= n ? new double[0][] : turned(units);
    double[][] rows = d <= n ? units : inputs;
    double[][] gram = products(rows, rows, workers);
    Eigenvalue<Double> eigen = eigen(gram);
    int[] order = descending(eigen, gram.length);
    double norm = 0;
    for (int k = 0; k < gram.length; k++) norm += gram[k][k];
    int rank = rank(eigen, order, Math.max(n, d));
    double[][] vectors = new double[rank][gram.length];
    double[] values = new double[rank];
    for (int r = 0; r < rank; r++) {
      values[r] = Math.sqrt(eigen.getD().doubleValue(order[r], order[r]));
      for (int k = 0; k < gram.length; k++) {
        vectors[r][k] = eigen.getV().doubleValue(k, order[r]);
      }
    }
    // The other side of the decomposition is one product away: XV = US, or UᵀX = SVᵀ.
    double[][] other = products(vectors, turned(rows), workers);
    double[][] u = d <= n ? scaled(other, values, false) : vectors;
    double[][] loadings = d <= n ? scaled(vectors, values, true) : other;
    return new Subspace(u, values, loadings, kept(values, norm, variance), Math.sqrt(norm));
  }

  int rank() {
    return values.length;
  }

  private static Eigenvalue<Double> eigen(double[][] symmetric) {
    R064Store matrix = R064Store.FACTORY.make(symmetric.length, symmetric.length);
    for (int a = 0; a < symmetric.length; a++) {
      for (int b = 0; b < symmetric.length; b++) matrix.set(a, b, symmetric[a][b]);
    }
    Eigenvalue<Double> eigen = Eigenvalue.R064.make(matrix, true);
    eigen.decompose(matrix);
    return eigen;
  }

  private static int[] descending(Eigenvalue<Double> eigen, int size) {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) -> Double.compare(eigen.getD().doubleValue(b, b), eigen.getD().doubleValue(a, a)));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  private static int rank(Eigenvalue<Double> eigen, int[] order, int longer) {
    double largest = Math.sqrt(Math.max(0, eigen.getD().doubleValue(order[0], order[0])));
    double least = largest * longer * 0x1p-23;
    int rank = 0;
    while (rank < order.length
        && Math.sqrt(Math.max(0, eigen.getD().doubleValue(order[rank], order[rank]))) > least) {
      rank++;
    }
    return rank;
  }

  private static int kept(double[] values, double norm, double variance) {
    double held = 0;
    for (int r = 0; r < values.length; r++) {
      held += values[r] * values[r];
      if (held >= variance * norm) return r + 1;
    }
    return values.length;
  }

  private static double[][] scaled(double[][] rows, double[] factors, boolean times) {
    double[][] scaled = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      double factor = times ? factors[r] : 1 / factors[r];
      scaled[r] = Arrays.stream(rows[r]).map(v -> v * factor).toArray();
    }
    return scaled;
  }

  private static double[][] turned(double[][] rows) {
    double[][] turned = new double[rows[0].length][rows.length];
    for (int a = 0; a < rows.length; a++) {
      for (int b = 0; b < turned.length; b++) turned[b][a] = rows[a][b];
    }
    return turned;
  }

  /** Dot products of all rows of one with all rows of the other: [left × right]. */
  static double[][] products(double[][] left, double[][] right, Workers workers) {
    double[][] products = new double[left.length][right.length];
    workers.each(
        left.length,
        a -> {
          for (int b = 0; b < right.length; b++) products[a][b] = dot(left[a], right[b]);
        });
    return products;
  }

  private static double dot(double[] left, double[] right) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= left.length; i += 4) {
      a += left[i] * right[i];
      b += left[i + 1] * right[i + 1];
      c += left[i + 2] * right[i + 2];
      d += left[i + 3] * right[i + 3];
    }
    for (; i < left.length; i++) a += left[i] * right[i];
    return a + b + (c + d);
  }
}
