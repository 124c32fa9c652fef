package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Random;

/** Where t-SNE begins. */
final class TsneStart {
  private static final double DEVIATION = 1e-4;

  /** A second component of less than this share of the first is none. */
  private static final double THIN = 1e-3;

  private TsneStart() {}

  static Points random(int n, long seed) {
    Random random = new Random(seed);
    float[] values = new float[2 * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (DEVIATION * random.nextGaussian());
    }
    return Points.of(values, n, 2);
  }

  /**
   * [count × 2]. Points on a line, or nearly, have no second component that would let them leave
   * it: the gradient across is 0, or too small to grow in time. They leave it at random.
   */
  static Points pca(Points points, long seed, Workers workers) {
    int n = points.count();
    int components = Math.min(2, Math.min(n, points.dimensions()));
    Points scores =
        Pca.of(points, Pca.Settings.of(components).withSeed(seed), workers)
            .project(points, workers);
    double along = deviation(scores, 0);
    boolean line = components < 2 || deviation(scores, 1) < THIN * along;
    double scale = along > 0 ? DEVIATION / along : 1;
    Random random = new Random(seed);
    float[] values = new float[2 * n];
    for (int i = 0; i < n; i++) {
      values[2 * i] = (float) (scores.at(i, 0) * scale);
      values[2 * i + 1] =
          (float) (line ? DEVIATION * random.nextGaussian() : scores.at(i, 1) * scale);
    }
    return Points.of(values, n, 2);
  }

  private static double deviation(Points scores, int component) {
    double sum = 0;
    for (int i = 0; i < scores.count(); i++) {
      sum += (double) scores.at(i, component) * scores.at(i, component);
    }
    return Math.sqrt(sum / scores.count());
  }
}
