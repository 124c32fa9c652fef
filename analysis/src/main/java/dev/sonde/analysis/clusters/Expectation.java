package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.OuterSum;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.ProductKernel;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * The two half-steps of a Gaussian mixture. Points are kept centred; a component is its weight,
 * mean and L⁻¹ with Σ = L·Lᵀ, so that a log density is a panel of products and a sum of squares.
 */
final class Expectation {
  private static final int WIDTH = ProductKernel.WIDTH;

  /** Panels per piece: 2,048 points. */
  private static final int PIECE = 64;

  private final ProductKernel kernel = ProductKernel.best();
  private final Workers workers;
  private final int n;
  private final int d;
  private final int k;
  private final double floor;
  private final Panels panels;

  /** Rows of d values and a one (whose products are the means), padded: [count × width]. */
  private final float[] rows;

  private final int width;

  /** Responsibilities of 32 points after one another: [panels × components × 32]. */
  private final float[] shares;

  private final float[][] whitening;
  private final float[][] bias;
  private final double[] constant;
  private final double[] pieces;
  private double logLikelihood;

  Expectation(Points points, int components, double floor, Workers workers) {
    this.workers = workers;
    this.n = points.count();
    this.d = points.dimensions();
    this.k = components;
    this.floor = floor;
    double[] mean = Covariance.mean(points);
    float[] centred = new float[n * d];
    this.width = (d + 1 + WIDTH - 1) / WIDTH * WIDTH;
    int padded = (n + WIDTH - 1) / WIDTH * WIDTH;
    this.rows = new float[Math.multiplyExact(padded, width)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        centred[i * d + j] = (float) (points.at(i, j) - mean[j]);
        rows[i * width + j] = centred[i * d + j];
      }
      rows[i * width + d] = 1;
    }
    this.panels = Panels.ofZeroFilled(Points.of(centred, n, d));
    this.shares = new float[Math.multiplyExact(padded, k)];
    int rowsPadded = (d + 3) / 4 * 4;
    this.whitening = new float[k][rowsPadded * d];
    this.bias = new float[k][rowsPadded];
    this.constant = new double[k];
    this.pieces = new double[(panels.panels() + PIECE - 1) / PIECE];
  }

  /** Components from hard labels. */
  void begin(int[] labels) {
    for (int i = 0; i < n; i++) {
      shares[((i / WIDTH) * k + labels[i]) * WIDTH + i % WIDTH] = 1;
    }
    maximise();
  }

  /** One expectation and one maximisation; the mean log-likelihood before the latter. */
  double step() {
    expect();
    maximise();
    return logLikelihood;
  }

  void expect() {
    workers.each(
        pieces.length,
        piece -> {
          float[] out = new float[4 * WIDTH];
          double[] logs = new double[k * WIDTH];
          pieces[piece] = 0;
          int to = Math.min(panels.panels(), (piece + 1) * PIECE);
          for (int panel = piece * PIECE; panel < to; panel++) {
            for (int c = 0; c < k; c++) {
              density(c, panel, out, logs);
            }
            pieces[piece] += share(panel, logs);
          }
        });
    double sum = 0;
    for (double piece : pieces) {
      sum += piece;
    }
    logLikelihood = sum / n;
  }

  private void density(int c, int panel, float[] out, double[] logs) {
    Arrays.fill(logs, c * WIDTH, (c + 1) * WIDTH, constant[c]);
    for (int row = 0; row < d; row += 4) {
      int at = row * d;
      kernel.scores(
          whitening[c],
          at,
          at + d,
          at + 2 * d,
          at + 3 * d,
          d,
          bias[c],
          row,
          panels.values(),
          panels.start(panel),
          out,
          0);
      for (int i = 0; i < 4; i++) {
        for (int lane = 0; lane < WIDTH; lane++) {
          float z = out[i * WIDTH + lane];
          logs[c * WIDTH + lane] -= .5 * z * z;
        }
      }
    }
  }

  /** Responsibilities of a panel; the sum of its log-likelihoods. */
  private double share(int panel, double[] logs) {
    int count = Math.min(WIDTH, n - panel * WIDTH);
    double whole = 0;
    for (int lane = 0; lane < count; lane++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < k; c++) {
        max = Math.max(max, logs[c * WIDTH + lane]);
      }
      double sum = 0;
      for (int c = 0; c < k; c++) {
        sum += Math.exp(logs[c * WIDTH + lane] - max);
      }
      double log = max + Math.log(sum);
      whole += log;
      for (int c = 0; c < k; c++) {
        shares[(panel * k + c) * WIDTH + lane] = (float) Math.exp(logs[c * WIDTH + lane] - log);
      }
    }
    return whole;
  }

  private void maximise() {
    workers.each(k, this::maximise);
  }

  private void maximise(int c) {
    OuterSum sum = new OuterSum(d + 1, d + 1, width, true);
    float[] left = new float[(d + 1) * WIDTH];
    for (int panel = 0; panel < panels.panels(); panel++) {
      int share = (panel * k + c) * WIDTH;
      int from = panels.start(panel);
      for (int j = 0; j < d; j++) {
        for (int lane = 0; lane < WIDTH; lane++) {
          left[j * WIDTH + lane] = shares[share + lane] * panels.values()[from + j * WIDTH + lane];
        }
      }
      System.arraycopy(shares, share, left, d * WIDTH, WIDTH);
      sum.add(left, 0, rows, panel * WIDTH * width);
    }
    component(c, sum.total());
  }

  /** From Σ r x xᵀ with the sums Σ r x in its last column. */
  private void component(int c, double[] sums) {
    int size = d + 1;
    double weight = sums[size * size - 1] + 10 * Math.ulp(1.0);
    double[] mean = new double[d];
    for (int j = 0; j < d; j++) {
      mean[j] = sums[j * size + d] / weight;
    }
    double[][] covariance = new double[d][d];
    for (int a = 0; a < d; a++) {
      for (int b = a; b < d; b++) {
        covariance[b][a] = sums[a * size + b] / weight - mean[a] * mean[b];
      }
      covariance[a][a] = Math.max(0, covariance[a][a]) + floor;
    }
    double logDeterminant = Cholesky.inPlace(covariance, floor);
    double[][] inverse = Cholesky.inverse(covariance);
    for (int row = 0; row < d; row++) {
      double shift = 0;
      for (int j = 0; j < d; j++) {
        whitening[c][row * d + j] = (float) inverse[row][j];
        shift -= inverse[row][j] * mean[j];
      }
      bias[c][row] = (float) shift;
    }
    constant[c] = Math.log(weight / n) - .5 * (d * Math.log(2 * Math.PI) + logDeterminant);
  }

  double logLikelihood() {
    return logLikelihood;
  }

  /** The component with the largest share. */
  int[] labels() {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      int at = (i / WIDTH) * k * WIDTH + i % WIDTH;
      for (int c = 1; c < k; c++) {
        if (shares[at + c * WIDTH] > shares[at + labels[i] * WIDTH]) {
          labels[i] = c;
        }
      }
    }
    return labels;
  }

  /** Σ = L·Lᵀ in the lower triangle. */
  private static final class Cholesky {
    private Cholesky() {}

    /** Log determinant of Σ; a pivot that rounding made too small becomes {@code least}. */
    static double inPlace(double[][] a, double least) {
      double log = 0;
      for (int j = 0; j < a.length; j++) {
        for (int i = j; i < a.length; i++) {
          double sum = a[i][j];
          for (int m = 0; m < j; m++) {
            sum -= a[i][m] * a[j][m];
          }
          a[i][j] = i == j ? Math.sqrt(Math.max(least, sum)) : sum / a[j][j];
        }
        log += 2 * Math.log(a[j][j]);
      }
      return log;
    }

    static double[][] inverse(double[][] l) {
      int d = l.length;
      double[][] inverse = new double[d][d];
      for (int column = 0; column < d; column++) {
        inverse[column][column] = 1 / l[column][column];
        for (int i = column + 1; i < d; i++) {
          double sum = 0;
          for (int m = column; m < i; m++) {
            sum -= l[i][m] * inverse[m][column];
          }
          inverse[i][column] = sum / l[i][i];
        }
      }
      return inverse;
    }
  }
}
