package dev.sonde.analysis.rows;

import java.util.Arrays;

/**
 * A multilayer perceptron of three hidden layers of 13 ReLU units; {@link MlpTraining} makes it.
 * Activations are kept unit by unit, [units × rows], so that every loop is {@link Kernel}'s.
 */
final class Mlp {

  static final int[] HIDDEN = {13, 13, 13};

  /** Inputs of a layer that are added to all its units while they are in the nearest cache. */
  private static final int BLOCK = 16;

  private final int classes;

  /** Units of every layer, the input's width first and the outputs last. */
  private final int[] units;

  /** Where layer l's weights, [units of l+1 × units of l], start; its biases stand behind them. */
  private final int[] starts;

  private final double[] parameters;

  /** A network of these parameters: per layer the weights, [out × in], and then the biases. */
  Mlp(int width, int classes, double[] parameters) {
    this.classes = classes;
    this.units = units(width, classes);
    this.starts = starts(units);
    this.parameters = parameters;
    if (parameters.length != starts[starts.length - 1]) {
      throw new IllegalArgumentException(
          parameters.length + " parameters where " + starts[starts.length - 1] + " are needed");
    }
  }

  /** Two classes share one output, more have one each. */
  static int[] units(int width, int classes) {
    int[] units = new int[HIDDEN.length + 2];
    units[0] = width;
    System.arraycopy(HIDDEN, 0, units, 1, HIDDEN.length);
    units[units.length - 1] = classes == 2 ? 1 : classes;
    return units;
  }

  static int[] starts(int[] units) {
    int[] starts = new int[units.length];
    for (int l = 0; l + 1 < units.length; l++) {
      starts[l + 1] = starts[l] + units[l + 1] * (units[l] + 1);
    }
    return starts;
  }

  /** The layers' parameters, live. */
  double[] parameters() {
    return parameters;
  }

  /** The most probable class of each row. */
  int[] predict(Rows rows) {
    int last = units.length - 1;
    Kernel kernel = Kernel.of((long) rows.count() * rows.width() * HIDDEN[0]);
    double[] now = rows.columns();
    for (int l = 0; l < last; l++) {
      double[] next = new double[units[l + 1] * rows.count()];
      forward(l, now, rows.count(), next, kernel);
      now = next;
    }
    int[] predicted = new int[rows.count()];
    for (int i = 0; i < predicted.length; i++) {
      if (classes == 2) predicted[i] = now[i] > 0 ? 1 : 0;
      for (int k = 1; classes > 2 && k < classes; k++) {
        if (now[k * rows.count() + i] > now[predicted[i] * rows.count() + i]) predicted[i] = k;
      }
    }
    return predicted;
  }

  /** Layer l: {@code out} = W·{@code in} + b, and ReLU but for the last. */
  void forward(int l, double[] in, int rows, double[] out, Kernel kernel) {
    int width = units[l];
    int biases = starts[l] + units[l + 1] * width;
    for (int u = 0; u < units[l + 1]; u++) {
      Arrays.fill(out, u * rows, (u + 1) * rows, parameters[biases + u]);
    }
    int[] from = new int[width];
    for (int v = 0; v < width; v++) from[v] = v * rows;
    for (int v = 0; v < width; v += BLOCK) {
      int count = Math.min(BLOCK, width - v);
      for (int u = 0; u < units[l + 1]; u++) {
        int weights = starts[l] + u * width + v;
        kernel.addAll(out, u * rows, rows, in, from, v, parameters, weights, count);
      }
    }
    if (l + 2 == units.length) return;
    for (int i = 0; i < units[l + 1] * rows; i++) out[i] = Math.max(out[i], 0);
  }
}
