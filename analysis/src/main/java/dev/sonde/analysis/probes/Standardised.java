package dev.sonde.analysis.probes;

import dev.sonde.analysis.kernel.Points;

/**
 * Units of mean 0 and standard deviation 1 among the inputs that are learned from; the held-out
 * inputs by the same shift and scale. A unit that does not change among the former is 0 throughout.
 *
 * @param train [inputs learned from × units]
 * @param test [inputs held out × units]
 */
public record Standardised(Points train, Points test) {

  /** Held-out values further out than this many deviations stand there: they stay finite. */
  private static final double FAR = 1e6;

  public static Standardised of(Points points, HeldOut split) {
    int d = points.dimensions();
    double[] mean = new double[d];
    double[] scale = new double[d];
    for (int i : split.train()) for (int k = 0; k < d; k++) mean[k] += points.at(i, k);
    for (int k = 0; k < d; k++) mean[k] /= split.train().length;
    for (int i : split.train()) {
      for (int k = 0; k < d; k++) scale[k] += Math.pow(points.at(i, k) - mean[k], 2);
    }
    for (int k = 0; k < d; k++) {
      double deviation = Math.sqrt(scale[k] / split.train().length);
      // Rounding leaves a constant unit a deviation of some last places of its mean.
      boolean changes = deviation > split.train().length * Math.ulp(mean[k]);
      scale[k] = changes ? 1 / deviation : 0;
    }
    return new Standardised(
        scaled(points, split.train(), mean, scale), scaled(points, split.test(), mean, scale));
  }

  private static Points scaled(Points points, int[] chosen, double[] mean, double[] scale) {
    int d = points.dimensions();
    float[] values = new float[Math.multiplyExact(chosen.length, d)];
    for (int i = 0; i < chosen.length; i++) {
      for (int k = 0; k < d; k++) {
        double value = (points.at(chosen[i], k) - mean[k]) * scale[k];
        values[i * d + k] = (float) Math.clamp(value, -FAR, FAR);
      }
    }
    return Points.of(values, chosen.length, d);
  }
}
