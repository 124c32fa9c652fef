package dev.sonde.analysis.regression;

import dev.sonde.analysis.kernel.OuterSum;
import dev.sonde.analysis.kernel.PaddedRows;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.ProductKernel;
import dev.sonde.analysis.kernel.Softmax;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * The mean cross-entropy of a softmax over linear scores plus ‖W‖²/(2·C·n), and its gradient.
 * Parameters: weights [classes × dimensions], then the biases.
 */
final class SoftmaxLoss implements Lbfgs.Objective {
  private static final int WIDTH = ProductKernel.WIDTH;

  /** Panels per piece: 2,048 points. */
  private static final int PIECE = 64;

  private final ProductKernel kernel = ProductKernel.best();
  private final Panels panels;
  private final PaddedRows rows;
  private final int[] labels;
  private final int classes;
  private final int d;
  private final double penalty;
  private final Workers workers;
  private final Part[] parts;

  SoftmaxLoss(Points points, int[] labels, int classes, double inversePenalty, Workers workers) {
    if (labels.length != points.count()) {
      throw new IllegalArgumentException(
          "%d labels of %d points".formatted(labels.length, points.count()));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label %d, but the classes are 0 … %d".formatted(label, classes - 1));
      }
    }
    this.panels = Panels.ofZeroFilled(points);
    this.rows = PaddedRows.of(points);
    this.labels = labels;
    this.classes = classes;
    this.d = points.dimensions();
    this.penalty = 1 / (inversePenalty * Math.max(1, points.count()));
    this.workers = workers;
    this.parts = new Part[(panels.panels() + PIECE - 1) / PIECE];
    Arrays.setAll(parts, i -> new Part());
  }

  /** What one piece of the points contributes. */
  private final class Part {
    private final OuterSum gradient = new OuterSum(classes, d, rows.width(), false);
    private final float[] scores = new float[(classes + 3) / 4 * 4 * WIDTH];
    private final float[] maxima = new float[WIDTH];
    private final float[] sums = new float[WIDTH];
    private final float[] own = new float[WIDTH];
    private final double[] bias = new double[classes];
    private double loss;

    void run(float[] weights, float[] paddedBias, int from, int to) {
      gradient.clear();
      Arrays.fill(bias, 0);
      loss = 0;
      for (int panel = from; panel < to; panel++) {
        LinearScores.ofPanel(kernel, weights, paddedBias, classes, panels, panel, scores);
        residuals(panel);
        gradient.add(scores, 0, rows.values(), panel * WIDTH * rows.width());
      }
    }

    /** Scores become p − 1[y]; lanes beyond the last point become 0. */
    private void residuals(int panel) {
      int first = panel * WIDTH;
      int count = Math.min(WIDTH, labels.length - first);
      for (int lane = 0; lane < count; lane++) {
        own[lane] = scores[labels[first + lane] * WIDTH + lane];
      }
      Softmax.of(scores, classes, maxima, sums);
      for (int lane = 0; lane < count; lane++) {
        loss += Math.log(sums[lane]) + ((double) maxima[lane] - own[lane]);
        scores[labels[first + lane] * WIDTH + lane] -= 1;
      }
      for (int c = 0; c < classes; c++) {
        if (count < WIDTH) Arrays.fill(scores, c * WIDTH + count, (c + 1) * WIDTH, 0);
        bias[c] += sum(scores, c * WIDTH);
      }
    }

    private static double sum(float[] row, int at) {
      double sum = 0;
      for (int lane = 0; lane < WIDTH; lane++) sum += row[at + lane];
      return sum;
    }
  }

  @Override
  public double at(double[] parameters, double[] gradient) {
    float[] weights = weights(parameters);
    float[] paddedBias = Arrays.copyOf(bias(parameters), (classes + 3) / 4 * 4);
    workers.each(
        parts.length,
        piece ->
            parts[piece].run(
                weights,
                paddedBias,
                piece * PIECE,
                Math.min(panels.panels(), (piece + 1) * PIECE)));
    Arrays.fill(gradient, 0);
    double loss = 0;
    int n = Math.max(1, labels.length);
    for (Part part : parts) {
      double[] total = part.gradient.total();
      for (int i = 0; i < total.length; i++) {
        gradient[i] += total[i] / n;
      }
      for (int c = 0; c < classes; c++) {
        gradient[classes * d + c] += part.bias[c] / n;
      }
      loss += part.loss / n;
    }
    for (int i = 0; i < classes * d; i++) {
      loss += penalty / 2 * parameters[i] * parameters[i];
      gradient[i] += penalty * parameters[i];
    }
    return loss;
  }

  double[] start() {
    return new double[classes * (d + 1)];
  }

  float[] weights(double[] parameters) {
    float[] weights = new float[classes * d];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) parameters[i];
    }
    return weights;
  }

  float[] bias(double[] parameters) {
    float[] bias = new float[classes];
    for (int c = 0; c < classes; c++) {
      bias[c] = (float) parameters[classes * d + c];
    }
    return bias;
  }

  int classes() {
    return classes;
  }

  int dimensions() {
    return d;
  }
}
