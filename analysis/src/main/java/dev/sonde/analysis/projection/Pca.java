package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.settings.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/**
 * Principal components. Up to 1,024 dimensions from the covariance, exactly; beyond by randomised
 * subspace iteration (Halko, Martinsson, Tropp 2011). Each component's largest loading is positive.
 */
public final class Pca {
  private final double[] mean;
  private final double[][] components;
  private final double[] variances;
  private final double totalVariance;

  /**
   * @param components how many
   * @param exactUpTo dimensions up to which the covariance is decomposed whole
   * @param seed of the randomised way
   */
  public record Settings(int components, int exactUpTo, long seed) {
    public Settings {
      Bounds.atLeast("components", components, 1);
      Bounds.atLeast("dimensions decomposed whole", exactUpTo, 0);
    }

    public static Settings of(int components) {
      return new Settings(components, 1024, 0);
    }

    public Settings withSeed(long value) {
      return new Settings(components, exactUpTo, value);
    }

    /** The randomised way whatever the dimensions. */
    public Settings randomised() {
      return new Settings(components, 0, seed);
    }
  }

  private Pca(double[] mean, double[][] components, double[] variances, double totalVariance) {
    this.mean = mean;
    this.components = components;
    this.variances = variances;
    this.totalVariance = totalVariance;
  }

  public static Pca of(Points points, Settings settings, Workers workers) {
    int d = points.dimensions();
    int most = Math.min(points.count(), d);
    if (settings.components < 1 || settings.components > most) {
      throw new IllegalArgumentException(
          "components must lie between 1 and %d, not %d".formatted(most, settings.components));
    }
    double[] mean = Covariance.mean(points);
    if (d > settings.exactUpTo) {
      return RandomisedPca.of(points, mean, settings, workers);
    }
    double[] scatter = Covariance.scatter(points, mean, workers);
    double total = 0;
    for (int k = 0; k < d; k++) {
      total += scatter[k * d + k];
    }
    Eigen eigen = Eigen.of(scatter, d, settings.components);
    return of(mean, eigen.vectors(), eigen.values(), total, points.count());
  }

  static Pca of(double[] mean, double[][] components, double[] squares, double total, int count) {
    double[] variances = new double[squares.length];
    int degrees = Math.max(1, count - 1);
    for (int c = 0; c < squares.length; c++) {
      variances[c] = Math.max(0, squares[c]) / degrees;
      int largest = 0;
      for (int k = 0; k < mean.length; k++) {
        largest = Math.abs(components[c][k]) > Math.abs(components[c][largest]) ? k : largest;
      }
      if (components[c][largest] < 0) {
        for (int k = 0; k < mean.length; k++) {
          components[c][k] = -components[c][k];
        }
      }
    }
    return new Pca(mean, components, variances, total / degrees);
  }

  /** The largest eigenvalues of a symmetric matrix and their vectors. */
  record Eigen(List<double[]> rows, List<Double> ordered) {
    static Eigen of(double[] symmetric, int d, int count) {
      R064Store matrix = R064Store.FACTORY.make(d, d);
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          matrix.set(a, b, symmetric[a * d + b]);
        }
      }
      Eigenvalue<Double> eigen = Eigenvalue.R064.make(matrix, true);
      eigen.decompose(matrix);
      Integer[] order = new Integer[d];
      Arrays.setAll(order, i -> i);
      Arrays.sort(
          order,
          (a, b) -> Double.compare(eigen.getD().doubleValue(b, b), eigen.getD().doubleValue(a, a)));
      List<double[]> rows = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int c = 0; c < count; c++) {
        double[] row = new double[d];
        for (int k = 0; k < d; k++) {
          row[k] = eigen.getV().doubleValue(k, order[c]);
        }
        rows.add(row);
        values.add(eigen.getD().doubleValue(order[c], order[c]));
      }
      return new Eigen(rows, values);
    }

    double[][] vectors() {
      return rows.toArray(new double[0][]);
    }

    double[] values() {
      return ordered.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** Scores, [count × components]. */
  public Points project(Points points, Workers workers) {
    int d = mean.length;
    int k = components.length;
    if (points.dimensions() != d) {
      throw new IllegalArgumentException(
          "points have %d dimensions, the components %d".formatted(points.dimensions(), d));
    }
    float[] scores = new float[Math.multiplyExact(points.count(), k)];
    workers.each(
        (points.count() + 1023) / 1024,
        piece -> {
          for (int i = piece * 1024; i < Math.min(points.count(), (piece + 1) * 1024); i++) {
            for (int c = 0; c < k; c++) {
              double sum = 0;
              for (int j = 0; j < d; j++) {
                sum += (points.at(i, j) - mean[j]) * components[c][j];
              }
              scores[i * k + c] = (float) sum;
            }
          }
        });
    return Points.of(scores, points.count(), k);
  }

  public int count() {
    return components.length;
  }

  /** Unit vector of component {@code c}. */
  public double[] component(int c) {
    return components[c].clone();
  }

  /** Variance along component {@code c} (divisor n − 1). */
  public double variance(int c) {
    return variances[c];
  }

  /** Share of the whole variance along component {@code c}. */
  public double share(int c) {
    return totalVariance > 0 ? variances[c] / totalVariance : 0;
  }
}
