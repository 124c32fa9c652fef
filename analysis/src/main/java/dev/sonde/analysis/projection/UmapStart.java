package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Random;

/** Where UMAP begins: the principal components, the largest coordinate 10, and a little noise. */
final class UmapStart {
  private static final double EXTENT = 10;
  private static final double NOISE = 1e-4;

  private UmapStart() {}

  static Points pca(Points points, Umap.Settings settings, Workers workers) {
    int n = points.count();
    int components = Math.min(settings.dimensions(), Math.min(n, points.dimensions()));
    var how = Pca.Settings.of(components).withSeed(settings.seed());
    Points scores = Pca.of(points, how, workers).project(points, workers);
    double most = 0;
    for (float value : scores.values()) {
      most = Math.max(most, Math.abs(value));
    }
    Random random = new Random(settings.seed());
    float[] values = new float[n * settings.dimensions()];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < settings.dimensions(); c++) {
        double score = c < components && most > 0 ? scores.at(i, c) * EXTENT / most : 0;
        values[i * settings.dimensions() + c] = (float) (score + NOISE * random.nextGaussian());
      }
    }
    return Points.of(values, n, settings.dimensions());
  }
}
