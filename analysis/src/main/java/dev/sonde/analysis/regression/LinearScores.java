package dev.sonde.analysis.regression;

import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.ProductKernel;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/** Linear scores of points and which is the largest. */
final class LinearScores {
  private static final int WIDTH = ProductKernel.WIDTH;
  private static final int PIECE = 64;

  private LinearScores() {}

  /** Weights [classes × dimensions]; of equal scores the first class. */
  static int[] largest(Points points, float[] weights, float[] bias, int classes, Workers workers) {
    Panels panels = Panels.ofZeroFilled(points);
    int[] labels = new int[points.count()];
    ProductKernel kernel = ProductKernel.best();
    float[] padded = Arrays.copyOf(bias, (classes + 3) / 4 * 4);
    workers.each(
        (panels.panels() + PIECE - 1) / PIECE,
        piece -> {
          float[] scores = new float[padded.length * WIDTH];
          int to = Math.min(panels.panels(), (piece + 1) * PIECE);
          for (int panel = piece * PIECE; panel < to; panel++) {
            ofPanel(kernel, weights, padded, classes, panels, panel, scores);
            for (int i = panel * WIDTH; i < Math.min(labels.length, (panel + 1) * WIDTH); i++) {
              labels[i] = largest(scores, i % WIDTH, classes);
            }
          }
        });
    return labels;
  }

  private static int largest(float[] scores, int lane, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = scores[c * WIDTH + lane] > scores[best * WIDTH + lane] ? c : best;
    }
    return best;
  }

  /** Scores of 32 points, [classes × 32]. */
  static void ofPanel(
      ProductKernel kernel,
      float[] weights,
      float[] paddedBias,
      int classes,
      Panels panels,
      int panel,
      float[] scores) {
    int d = panels.dimensions();
    int last = classes - 1;
    for (int c = 0; c < classes; c += 4) {
      kernel.scores(
          weights,
          c * d,
          Math.min(c + 1, last) * d,
          Math.min(c + 2, last) * d,
          Math.min(c + 3, last) * d,
          d,
          paddedBias,
          c,
          panels.values(),
          panels.start(panel),
          scores,
          c * WIDTH);
    }
  }
}
