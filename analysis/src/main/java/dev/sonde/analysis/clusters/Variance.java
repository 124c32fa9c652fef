package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;

/** Moments of points, in double. */
final class Variance {
  private Variance() {}

  /** Mean of each dimension. */
  static double[] means(Points points) {
    int d = points.dimensions();
    double[] sum = new double[d];
    for (int i = 0; i < points.count(); i++) {
      for (int k = 0; k < d; k++) {
        sum[k] += points.at(i, k);
      }
    }
    for (int k = 0; k < d; k++) {
      sum[k] /= Math.max(1, points.count());
    }
    return sum;
  }

  /** Variance of a dimension (divisor n), mean over the dimensions. */
  static double mean(Points points) {
    double[] means = means(points);
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      for (int k = 0; k < means.length; k++) {
        double difference = points.at(i, k) - means[k];
        sum += difference * difference;
      }
    }
    return sum / Math.max(1, points.count()) / means.length;
  }
}
