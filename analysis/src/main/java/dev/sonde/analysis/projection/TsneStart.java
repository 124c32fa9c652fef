package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Random;

/** Where t-SNE begins. */
final class TsneStart {
  private static final double DEVIATION = 1e-4;

  private TsneStart() {}

  static Points random(int n, long seed) {
    Random random = new Random(seed);
    float[] values = new float[2 * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (DEVIATION * random.nextGaussian());
    }
    return Points.of(values, n, 2);
  }

  static Points pca(Points points, long seed, Workers workers) {
    int components = Math.min(2, points.dimensions());
    Points scores =
        Pca.of(points, Pca.Settings.of(components).withSeed(seed), workers)
            .project(points, workers);
    double sum = 0;
    for (int i = 0; i < scores.count(); i++) {
      sum += (double) scores.at(i, 0) * scores.at(i, 0);
    }
    double scale = sum > 0 ? DEVIATION / Math.sqrt(sum / scores.count()) : 1;
    float[] values = new float[scores.count() * components];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scores.values()[i] * scale);
    }
    return Points.of(values, scores.count(), components);
  }
}
