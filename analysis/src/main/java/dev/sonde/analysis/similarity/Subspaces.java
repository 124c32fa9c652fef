package dev.sonde.analysis.similarity;

import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/** What two {@link Subspace}s of the same inputs have in common. NaN where one is empty. */
final class Subspaces {
  private Subspaces() {}

  /** Mean canonical correlation of the kept directions: (1/k) Σ ρᵢ, k the fewer directions. */
  static double svcca(Subspace left, Subspace right, Workers workers) {
    if (left.rank() == 0 || right.rank() == 0) return Double.NaN;
    SingularValue<Double> svd = kept(left, right, workers);
    int k = Math.min(left.kept(), right.kept());
    double sum = 0;
    for (int i = 0; i < k; i++) sum += Math.min(1, svd.getSingularValues().doubleValue(i));
    return sum / k;
  }

  /** Σ αᵢ ρᵢ / Σ αᵢ with αᵢ = Σⱼ |⟨hᵢ, xⱼ⟩|, hᵢ the canonical vectors of the left, xⱼ its units. */
  static double pwcca(Subspace left, Subspace right, Workers workers) {
    if (left.rank() == 0 || right.rank() == 0) return Double.NaN;
    SingularValue<Double> svd = kept(left, right, workers);
    int k = Math.min(left.kept(), right.kept());
    double weighted = 0;
    double weights = 0;
    for (int i = 0; i < k; i++) {
      double[] inner = new double[left.loadings()[0].length];
      for (int r = 0; r < left.kept(); r++) {
        double part = svd.getU().doubleValue(r, i);
        double[] loadings = left.loadings()[r];
        for (int j = 0; j < inner.length; j++) inner[j] += part * loadings[j];
      }
      double weight = Arrays.stream(inner).map(Math::abs).sum();
      weights += weight;
      weighted += weight * Math.min(1, svd.getSingularValues().doubleValue(i));
    }
    return weighted / weights;
  }

  /** ‖XᵀY‖ (the sum of singular values) / (‖X‖ ‖Y‖). */
  static double procrustes(Subspace left, Subspace right, Workers workers) {
    if (left.rank() == 0 || right.rank() == 0) return Double.NaN;
    double[][] cross = Subspace.products(left.u(), right.u(), workers);
    for (int a = 0; a < cross.length; a++) {
      for (int b = 0; b < cross[a].length; b++) {
        cross[a][b] *= left.values()[a] * right.values()[b];
      }
    }
    SingularValue<Double> svd = decompose(cross, false);
    double sum = 0;
    for (int i = 0; i < Math.min(left.rank(), right.rank()); i++) {
      sum += svd.getSingularValues().doubleValue(i);
    }
    return Math.min(1, sum / (left.norm() * right.norm()));
  }

  private static SingularValue<Double> kept(Subspace left, Subspace right, Workers workers) {
    return decompose(
        Subspace.products(
            Arrays.copyOf(left.u(), left.kept()), Arrays.copyOf(right.u(), right.kept()), workers),
        true);
  }

  private static SingularValue<Double> decompose(double[][] rows, boolean vectors) {
    R064Store matrix = R064Store.FACTORY.make(rows.length, rows[0].length);
    for (int a = 0; a < rows.length; a++) {
      for (int b = 0; b < rows[0].length; b++) matrix.set(a, b, rows[a][b]);
    }
    SingularValue<Double> svd = SingularValue.R064.make(matrix);
    if (vectors) svd.decompose(matrix);
    else svd.computeValuesOnly(matrix);
    return svd;
  }
}
