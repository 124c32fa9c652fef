package dev.sonde.analysis.regression;

/**
 * Linear regression with a penalty on the squares of its weights (Hoerl and Kennard 1970). Columns
 * are scaled to one variance first, and values beyond {@value #FAR} deviations are taken as that
 * far, so that one wild point does not decide a prediction. Solved by Cholesky in dimensions or in
 * points, whichever are fewer.
 */
public final class RidgeRegression {

  private static final double FAR = 8;

  private final double[] mean;
  private final double[] deviation;
  private final double[] weights;
  private final double intercept;

  private RidgeRegression(double[] mean, double[] deviation, double[] weights, double intercept) {
    this.mean = mean;
    this.deviation = deviation;
    this.weights = weights;
    this.intercept = intercept;
  }

  /**
   * Minimises Σ(y − w·x − b)² + penalty·Σw².
   *
   * @param rows [points × dimensions], finite
   * @param penalty above 0
   */
  public static RidgeRegression of(double[][] rows, double[] targets, double penalty) {
    int n = rows.length;
    if (n == 0 || targets.length != n || !(penalty > 0)) {
      throw new IllegalArgumentException(
          n + " points, " + targets.length + " targets, penalty " + penalty);
    }
    int d = rows[0].length;
    double[] mean = new double[d];
    double[] deviation = new double[d];
    for (int k = 0; k < d; k++) {
      for (double[] row : rows) mean[k] += row[k] / n;
      for (double[] row : rows) deviation[k] += (row[k] - mean[k]) * (row[k] - mean[k]) / n;
      deviation[k] = Math.sqrt(deviation[k]);
    }
    double[][] x = new double[n][];
    for (int i = 0; i < n; i++) x[i] = scaled(rows[i], mean, deviation);
    double intercept = 0;
    for (double y : targets) intercept += y / n;
    double[] y = new double[n];
    for (int i = 0; i < n; i++) y[i] = targets[i] - intercept;
    double[] weights = d <= n ? primal(x, y, d, penalty) : dual(x, y, d, penalty);
    return new RidgeRegression(mean, deviation, weights, intercept);
  }

  private static double[] scaled(double[] row, double[] mean, double[] deviation) {
    double[] x = new double[row.length];
    for (int k = 0; k < x.length; k++) {
      boolean varies = deviation[k] > 1e-12 * (1e-12 + Math.abs(mean[k]));
      x[k] = varies ? Math.clamp((row[k] - mean[k]) / deviation[k], -FAR, FAR) : 0;
    }
    return x;
  }

  private static double[] primal(double[][] x, double[] y, int d, double penalty) {
    double[][] a = new double[d][d];
    double[] b = new double[d];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k <= j; k++) a[j][k] += x[i][j] * x[i][k];
        b[j] += x[i][j] * y[i];
      }
    }
    for (int j = 0; j < d; j++) a[j][j] += penalty;
    return solve(a, b);
  }

  /** w = Xᵀ(XXᵀ + penalty)⁻¹y. */
  private static double[] dual(double[][] x, double[] y, int d, double penalty) {
    int n = x.length;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < d; k++) sum += x[i][k] * x[j][k];
        a[i][j] = sum;
      }
      a[i][i] += penalty;
    }
    double[] alpha = solve(a, y);
    double[] weights = new double[d];
    for (int i = 0; i < n; i++) for (int k = 0; k < d; k++) weights[k] += alpha[i] * x[i][k];
    return weights;
  }

  /** Solves a·x = b for a positive matrix of which the lower half is given; overwrites it. */
  private static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) sum -= a[i][k] * a[j][k];
        a[i][j] = i == j ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / a[j][j];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) x[i] -= a[i][k] * x[k];
      x[i] /= a[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) x[i] -= a[k][i] * x[k];
      x[i] /= a[i][i];
    }
    return x;
  }

  /** What it predicts for a point. */
  public double predict(double[] row) {
    double[] x = scaled(row, mean, deviation);
    double sum = intercept;
    for (int k = 0; k < x.length; k++) sum += weights[k] * x[k];
    return sum;
  }
}
