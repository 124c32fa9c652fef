package dev.sonde.analysis.regression;

import dev.sonde.analysis.kernel.Columns;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Softmax;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * The mean cross-entropy of a softmax over linear scores plus ‖W‖²/(2·C·n), and its gradient.
 * Parameters: weights [classes × dimensions], then the biases.
 */
final class SoftmaxLoss implements Lbfgs.Objective {
  /** At most, whatever the count of points: each holds a gradient of its own. */
  private static final int PIECES = 32;

  private final Columns columns;
  private final int[] labels;
  private final int classes;
  private final int d;
  private final double penalty;
  private final Workers workers;

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
    this.columns = Columns.of(points);
    this.labels = labels;
    this.classes = classes;
    this.d = points.dimensions();
    this.penalty = 1 / (inversePenalty * Math.max(1, points.count()));
    this.workers = workers;
  }

  /** What one piece of the blocks contributes. */
  private final class Part {
    private double loss;

    /** [classes × width] */
    private final double[] gradient = new double[classes * columns.width()];

    private final double[] bias = new double[classes];
  }

  /** One thread's room. */
  private final class Room {
    private final float[][] scores = new float[classes][columns.lanes()];
    private final float[] maxima = new float[columns.lanes()];
    private final float[] sums = new float[columns.lanes()];
    private final float[] own = new float[columns.lanes()];

    Part part(int from, int to, float[] rows, float[] bias) {
      Part part = new Part();
      for (int block = from; block < to; block++) add(block, rows, bias, part);
      return part;
    }

    private void add(int block, float[] rows, float[] bias, Part part) {
      int first = columns.first(block);
      int count = columns.size(block);
      int width = columns.width();
      for (int c = 0; c < classes; c++) {
        columns.scores(block, rows, c * width, bias[c], scores[c]);
      }
      ownScores(first, count);
      Softmax.of(scores, maxima, sums);
      residuals(first, count);
      part.loss += loss(count);
      for (int c = 0; c < classes; c++) {
        columns.addProducts(block, scores[c], part.gradient, c * width);
        part.bias[c] += Columns.sum(scores[c], count);
      }
    }

    private void ownScores(int first, int count) {
      for (int i = 0; i < count; i++) own[i] = scores[labels[first + i]][i];
    }

    /** Probabilities become p − 1[y]. */
    private void residuals(int first, int count) {
      for (int i = 0; i < count; i++) scores[labels[first + i]][i] -= 1;
    }

    private double loss(int count) {
      double loss = 0;
      for (int i = 0; i < count; i++) {
        loss += Math.log(sums[i]) + ((double) maxima[i] - own[i]);
      }
      return loss;
    }
  }

  @Override
  public double at(double[] parameters, double[] gradient) {
    float[] rows = columns.rows(weights(parameters), classes, d);
    float[] bias = bias(parameters);
    int blocks = columns.blocks();
    int size = Math.max(1, (blocks + PIECES - 1) / PIECES);
    Part[] parts = new Part[(blocks + size - 1) / size];
    workers.eachIn(
        parts.length,
        () -> {
          Room room = new Room();
          return number -> {
            int piece = (int) number;
            int from = piece * size;
            parts[piece] = room.part(from, Math.min(blocks, from + size), rows, bias);
          };
        });
    Arrays.fill(gradient, 0);
    double loss = 0;
    int n = Math.max(1, labels.length);
    for (Part part : parts) {
      loss += part.loss / n;
      for (int c = 0; c < classes; c++) {
        addTo(gradient, c * d, part.gradient, c * columns.width(), d, n);
        gradient[classes * d + c] += part.bias[c] / n;
      }
    }
    for (int i = 0; i < classes * d; i++) {
      loss += penalty / 2 * parameters[i] * parameters[i];
      gradient[i] += penalty * parameters[i];
    }
    return loss;
  }

  private static void addTo(double[] to, int at, double[] from, int start, int count, int n) {
    for (int i = 0; i < count; i++) to[at + i] += from[start + i] / n;
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
