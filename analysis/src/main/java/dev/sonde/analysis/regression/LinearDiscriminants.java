package dev.sonde.analysis.regression;

import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.R064Store;

/**
 * Linear discriminant analysis: one Gaussian per class, all with the pooled covariance, priors from
 * the frequencies; a point goes to the class with the largest posterior.
 *
 * <p>Dimensions are scaled to unit variance within the classes first, and directions in which the
 * scaled scatter has less than 1e-8 are left out (as scikit-learn's SVD solver does at its
 * tolerance 1e-4), so constant and dependent dimensions do no harm.
 */
public final class LinearDiscriminants {
  private static final double SMALLEST = 1e-8;

  private final int classes;
  private final float[] weights;
  private final float[] bias;
  private final int rank;

  private LinearDiscriminants(int classes, float[] weights, float[] bias, int rank) {
    this.classes = classes;
    this.weights = weights;
    this.bias = bias;
    this.rank = rank;
  }

  /**
   * @param labels the class of each point, 0 … classes−1; a class may be empty
   */
  public static LinearDiscriminants of(Points points, int[] labels, int classes, Workers workers) {
    int d = points.dimensions();
    int n = points.count();
    if (labels.length != n) {
      throw new IllegalArgumentException("%d labels of %d points".formatted(labels.length, n));
    }
    int[] sizes = new int[classes];
    double[][] means = new double[classes][d];
    for (int i = 0; i < n; i++) {
      sizes[labels[i]]++;
      for (int k = 0; k < d; k++) {
        means[labels[i]][k] += points.at(i, k);
      }
    }
    int occupied = 0;
    for (int c = 0; c < classes; c++) {
      occupied += sizes[c] > 0 ? 1 : 0;
      for (int k = 0; k < d; k++) {
        means[c][k] /= Math.max(1, sizes[c]);
      }
    }
    double[] centre = Covariance.mean(points);
    double[] scatter = Covariance.scatter(points, means, labels, workers);
    Whitening whitening = Whitening.of(scatter, d, Math.max(1, n - occupied));
    float[] weights = new float[classes * d];
    float[] bias = new float[classes];
    for (int c = 0; c < classes; c++) {
      if (sizes[c] == 0) {
        bias[c] = Float.NEGATIVE_INFINITY;
        continue;
      }
      double[] from = new double[d];
      for (int k = 0; k < d; k++) {
        from[k] = means[c][k] - centre[k];
      }
      double[] w = whitening.apply(from);
      double b = Math.log((double) sizes[c] / n);
      for (int k = 0; k < d; k++) {
        weights[c * d + k] = (float) w[k];
        b -= w[k] * (centre[k] + from[k] / 2);
      }
      bias[c] = (float) b;
    }
    return new LinearDiscriminants(classes, weights, bias, whitening.rank);
  }

  /** The class of each point. */
  public int[] predict(Points points, Workers workers) {
    return LinearScores.largest(points, weights, bias, classes, workers);
  }

  /** In how many directions the classes vary within themselves. */
  public int rank() {
    return rank;
  }

  /** The (pseudo-)inverse of a covariance. */
  private static final class Whitening {
    private final double[] inverse;
    private final int d;
    private final int rank;

    private Whitening(double[] inverse, int d, int rank) {
      this.inverse = inverse;
      this.d = d;
      this.rank = rank;
    }

    static Whitening of(double[] scatter, int d, int degrees) {
      double[] deviation = new double[d];
      for (int k = 0; k < d; k++) {
        double variance = scatter[k * d + k] / degrees;
        deviation[k] = variance > 0 ? Math.sqrt(variance) : 1;
      }
      R064Store correlation = R064Store.FACTORY.make(d, d);
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          correlation.set(a, b, scatter[a * d + b] / degrees / (deviation[a] * deviation[b]));
        }
      }
      Eigenvalue<Double> eigen = Eigenvalue.R064.make(correlation, true);
      eigen.decompose(correlation);
      double[] inverse = new double[d * d];
      int rank = 0;
      for (int e = 0; e < d; e++) {
        double value = eigen.getD().doubleValue(e, e);
        if (value <= SMALLEST) {
          continue;
        }
        rank++;
        for (int a = 0; a < d; a++) {
          double va = eigen.getV().doubleValue(a, e) / (value * deviation[a]);
          for (int b = 0; b < d; b++) {
            inverse[a * d + b] += va * eigen.getV().doubleValue(b, e) / deviation[b];
          }
        }
      }
      return new Whitening(inverse, d, rank);
    }

    double[] apply(double[] x) {
      double[] y = new double[d];
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          y[a] += inverse[a * d + b] * x[b];
        }
      }
      return y;
    }
  }
}
