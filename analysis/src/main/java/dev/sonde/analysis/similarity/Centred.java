package dev.sonde.analysis.similarity;

import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.Points;

/** Points about their mean. */
final class Centred {
  private Centred() {}

  static Points of(Points points) {
    double[] mean = Covariance.mean(points);
    int d = points.dimensions();
    float[] values = new float[points.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (points.values()[i] - mean[i % d]);
    }
    return Points.of(values, points.count(), d);
  }

  /** Units as rows: [units × inputs]. */
  static Points turned(Points points) {
    int n = points.count();
    int d = points.dimensions();
    float[] values = new float[points.values().length];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        values[k * n + i] = points.at(i, k);
      }
    }
    return Points.of(values, d, n);
  }
}
