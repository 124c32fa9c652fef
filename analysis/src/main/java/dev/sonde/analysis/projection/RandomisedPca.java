package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Random;

/**
 * The leading components without the covariance: a random subspace of ten dimensions more, turned
 * by six multiplications with XᵀX, orthogonal again after each. Costs 12 · count · dimensions ·
 * (components + 10).
 */
final class RandomisedPca {
  private static final int MORE = 10;
  private static final int TURNS = 6;

  private RandomisedPca() {}

  static Pca of(Points points, double[] mean, Pca.Settings settings, Workers workers) {
    int d = points.dimensions();
    int width = Math.min(Math.min(points.count(), d), settings.components() + MORE);
    Random random = new Random(settings.seed());
    double[][] basis = new double[width][d];
    for (double[] row : basis) {
      for (int k = 0; k < d; k++) {
        row[k] = random.nextGaussian();
      }
    }
    orthogonal(basis);
    for (int turn = 0; turn < TURNS; turn++) {
      basis = scatterTimes(points, mean, basis, workers);
      orthogonal(basis);
    }
    double[][] image = scatterTimes(points, mean, basis, workers);
    double[] small = new double[width * width];
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < width; b++) {
        small[a * width + b] = (dot(image[a], basis[b]) + dot(image[b], basis[a])) / 2;
      }
    }
    Pca.Eigen eigen = Pca.Eigen.of(small, width, settings.components());
    double[][] components = new double[settings.components()][d];
    for (int c = 0; c < components.length; c++) {
      double[] mix = eigen.vectors()[c];
      for (int a = 0; a < width; a++) {
        for (int k = 0; k < d; k++) {
          components[c][k] += mix[a] * basis[a][k];
        }
      }
    }
    double total = 0;
    for (int i = 0; i < points.count(); i++) {
      for (int k = 0; k < d; k++) {
        double centred = points.at(i, k) - mean[k];
        total += centred * centred;
      }
    }
    return Pca.of(mean, components, eigen.values(), total, points.count());
  }

  /** Rows b ↦ XᵀX b for the centred X, in pieces of a fixed size. */
  private static double[][] scatterTimes(
      Points points, double[] mean, double[][] basis, Workers workers) {
    int d = mean.length;
    int n = points.count();
    int size = Math.max(1024, (n + 15) / 16);
    double[][][] parts = new double[(n + size - 1) / size][][];
    workers.each(
        parts.length,
        piece -> {
          double[][] sum = new double[basis.length][d];
          double[] centred = new double[d];
          for (int i = piece * size; i < Math.min(n, (piece + 1) * size); i++) {
            for (int k = 0; k < d; k++) {
              centred[k] = points.at(i, k) - mean[k];
            }
            for (int b = 0; b < basis.length; b++) {
              double score = dot(centred, basis[b]);
              double[] row = sum[b];
              for (int k = 0; k < d; k++) {
                row[k] += score * centred[k];
              }
            }
          }
          parts[piece] = sum;
        });
    double[][] sum = parts[0];
    for (int piece = 1; piece < parts.length; piece++) {
      for (int b = 0; b < sum.length; b++) {
        for (int k = 0; k < d; k++) {
          sum[b][k] += parts[piece][b][k];
        }
      }
    }
    return sum;
  }

  /** Gram–Schmidt, twice. */
  private static void orthogonal(double[][] rows) {
    for (int pass = 0; pass < 2; pass++) {
      for (int a = 0; a < rows.length; a++) {
        for (int b = 0; b < a; b++) {
          double along = dot(rows[a], rows[b]);
          for (int k = 0; k < rows[a].length; k++) {
            rows[a][k] -= along * rows[b][k];
          }
        }
        double norm = Math.sqrt(dot(rows[a], rows[a]));
        for (int k = 0; k < rows[a].length && norm > 0; k++) {
          rows[a][k] /= norm;
        }
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
