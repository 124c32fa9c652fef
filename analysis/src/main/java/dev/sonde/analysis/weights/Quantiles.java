package dev.sonde.analysis.weights;

import dev.sonde.analysis.scan.Cells;

/**
 * Quantiles with linear interpolation between order statistics (NumPy's default).
 *
 * @param p01 the value below which 1 % of the values lie, and so on
 */
public record Quantiles(
    double p01, double p05, double p25, double p50, double p75, double p95, double p99) {

  private static final double[] AT = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};

  static Quantiles of(Cells cells) {
    double[] q = new double[AT.length];
    for (int i = 0; i < AT.length; i++) q[i] = cells.quantile(AT[i]).value();
    return new Quantiles(q[0], q[1], q[2], q[3], q[4], q[5], q[6]);
  }

  /** The largest error of the seven; 0 if all are exact. */
  static double error(Cells cells) {
    double error = 0;
    for (double p : AT) error = Math.max(error, cells.quantile(p).error());
    return error;
  }
}
