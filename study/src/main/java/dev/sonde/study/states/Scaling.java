package dev.sonde.study.states;

import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.Points;
import java.util.Locale;

/** Scaling of state vectors before they are clustered. */
public enum Scaling {
  NONE,
  /** Every dimension to mean 0 and standard deviation 1; constant ones to 0. */
  STANDARD;

  Points apply(Points points) {
    return this == NONE ? points : standardised(points);
  }

  private static Points standardised(Points points) {
    int d = points.dimensions();
    double[] mean = Covariance.mean(points);
    double[] variance = new double[d];
    for (int i = 0; i < points.count(); i++) {
      for (int k = 0; k < d; k++) variance[k] += Math.pow(points.at(i, k) - mean[k], 2);
    }
    float[] values = new float[points.count() * d];
    for (int i = 0; i < points.count(); i++) {
      for (int k = 0; k < d; k++) {
        double deviation = Math.sqrt(variance[k] / points.count());
        double z = deviation > 0 ? (points.at(i, k) - mean[k]) / deviation : 0;
        values[i * d + k] = (float) z;
      }
    }
    return Points.of(values, points.count(), d);
  }

  /** {@code none}, {@code standard}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
