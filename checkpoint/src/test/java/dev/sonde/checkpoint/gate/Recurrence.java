package dev.sonde.checkpoint.gate;

import dev.sonde.checkpoint.Checkpoint;

/**
 * The textbook equations of the three cells over gate blocks: what the blocks must mean. A bias is
 * the pair b_i, b_h or the only one b_.
 */
final class Recurrence {

  private final Checkpoint model;
  private final String layer;
  private final String suffix;

  Recurrence(Checkpoint model, String layer, String suffix) {
    this.model = model;
    this.layer = layer;
    this.suffix = suffix;
  }

  private String address(String name) {
    return layer + "/" + name + suffix;
  }

  /** W_i·x + b_i, of one gate. */
  private double[] input(char gate, double[] x) {
    double[] sum = times("W_i" + gate, x);
    add(sum, "b_i" + gate);
    add(sum, "b_" + gate);
    return sum;
  }

  /** W_h·h + b_h, of one gate. */
  private double[] recurrent(char gate, double[] h) {
    double[] sum = times("W_h" + gate, h);
    add(sum, "b_h" + gate);
    return sum;
  }

  private double[] times(String name, double[] vector) {
    double[] matrix = model.tensor(address(name)).toDoubles();
    double[] product = new double[matrix.length / vector.length];
    for (int row = 0; row < product.length; row++) {
      for (int i = 0; i < vector.length; i++) {
        product[row] += matrix[row * vector.length + i] * vector[i];
      }
    }
    return product;
  }

  private void add(double[] to, String name) {
    if (!model.has(address(name))) return;
    double[] bias = model.tensor(address(name)).toDoubles();
    for (int i = 0; i < to.length; i++) to[i] += bias[i];
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  double[] rnn(double[] x, double[] h) {
    double[] next = input('h', x);
    double[] back = recurrent('h', h);
    for (int u = 0; u < next.length; u++) next[u] = Math.tanh(next[u] + back[u]);
    return next;
  }

  double[] gru(double[] x, double[] h) {
    double[][] in = {input('r', x), input('z', x), input('n', x)};
    double[][] back = {recurrent('r', h), recurrent('z', h), recurrent('n', h)};
    double[] next = new double[h.length];
    for (int u = 0; u < next.length; u++) {
      double r = sigmoid(in[0][u] + back[0][u]);
      double z = sigmoid(in[1][u] + back[1][u]);
      next[u] = (1 - z) * Math.tanh(in[2][u] + r * back[2][u]) + z * h[u];
    }
    return next;
  }

  /** One step; {@code c} is changed in place. The result is h before any projection. */
  double[] lstm(double[] x, double[] h, double[] c) {
    double[][] sums = new double[4][];
    for (int gate = 0; gate < 4; gate++) {
      char name = "ifgo".charAt(gate);
      sums[gate] = input(name, x);
      double[] back = recurrent(name, h);
      for (int u = 0; u < back.length; u++) sums[gate][u] += back[u];
    }
    double[] next = new double[c.length];
    for (int u = 0; u < c.length; u++) {
      c[u] = sigmoid(sums[1][u]) * c[u] + sigmoid(sums[0][u]) * Math.tanh(sums[2][u]);
      next[u] = sigmoid(sums[3][u]) * Math.tanh(c[u]);
    }
    return next;
  }
}
