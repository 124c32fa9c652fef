package dev.sonde.analysis.cells;

import dev.sonde.analysis.kernel.Points;

/**
 * Linear regression with a small L2 penalty, the constant free: minimises Σ(y − wx − b)² + λ‖w‖²
 * with λ = 1e-3 · n, by Cholesky's method on the normal equations in double.
 */
@SuppressWarnings("ArrayRecordComponent") // a rule is applied and never compared
record Ridge(double[] weights, double constant) {

  private static final double PENALTY = 1e-3;

  static Ridge of(Points points, double[] numbers) {
    int d = points.dimensions();
    int n = points.count();
    double[] mean = new double[d];
    double middle = 0;
    for (int i = 0; i < n; i++) {
      middle += numbers[i] / n;
      for (int k = 0; k < d; k++) mean[k] += points.at(i, k) / (double) n;
    }
    double[][] scatter = new double[d][d];
    double[] with = new double[d];
    double[] centred = new double[d];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) centred[k] = points.at(i, k) - mean[k];
      for (int a = 0; a < d; a++) {
        with[a] += centred[a] * (numbers[i] - middle);
        for (int b = 0; b <= a; b++) scatter[a][b] += centred[a] * centred[b];
      }
    }
    for (int k = 0; k < d; k++) scatter[k][k] += PENALTY * n;
    double[] weights = solve(scatter, with);
    double constant = middle;
    for (int k = 0; k < d; k++) constant -= weights[k] * mean[k];
    return new Ridge(weights, constant);
  }

  /** Solves A·x = b for a positive definite A, whose lower half is given and overwritten. */
  private static double[] solve(double[][] a, double[] b) {
    int d = b.length;
    for (int j = 0; j < d; j++) {
      for (int i = j; i < d; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) sum -= a[i][k] * a[j][k];
        a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
      }
    }
    double[] x = b.clone();
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < i; k++) x[i] -= a[i][k] * x[k];
      x[i] /= a[i][i];
    }
    for (int i = d - 1; i >= 0; i--) {
      for (int k = i + 1; k < d; k++) x[i] -= a[k][i] * x[k];
      x[i] /= a[i][i];
    }
    return x;
  }

  double predict(Points points, int row) {
    double sum = constant;
    for (int k = 0; k < weights.length; k++) sum += weights[k] * points.at(row, k);
    return sum;
  }
}
