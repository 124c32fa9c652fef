package dev.sonde.analysis.regression;

import dev.sonde.analysis.kernel.Columns;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/** Which of several linear scores of a point is the largest. */
final class LinearScores {
  private LinearScores() {}

  /** Weights [classes × dimensions]; of equal scores the first class. */
  static int[] largest(Points points, float[] weights, float[] bias, int classes, Workers workers) {
    Columns columns = Columns.of(points);
    float[] rows = columns.rows(weights, classes, points.dimensions());
    int[] labels = new int[points.count()];
    workers.eachIn(
        columns.blocks(),
        () -> {
          float[] scores = new float[columns.lanes()];
          float[] most = new float[columns.lanes()];
          int[] whose = new int[columns.lanes()];
          return number -> {
            int block = (int) number;
            Arrays.fill(most, Float.NEGATIVE_INFINITY);
            Arrays.fill(whose, 0);
            for (int c = 0; c < classes; c++) {
              columns.scores(block, rows, c * columns.width(), bias[c], scores);
              larger(scores, c, most, whose);
            }
            System.arraycopy(whose, 0, labels, columns.first(block), columns.size(block));
          };
        });
    return labels;
  }

  private static void larger(float[] scores, int label, float[] most, int[] whose) {
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > most[i]) {
        most[i] = scores[i];
        whose[i] = label;
      }
    }
  }
}
