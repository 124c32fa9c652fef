package dev.sonde.checkpoint.gate;

import dev.sonde.checkpoint.Checkpoint;

/** The Keras addition network, run over gate blocks: one-hot text in, one-hot text out. */
final class Addition {

  private static final String CHARACTERS = "0123456789+\t\n ";

  /** Characters of an answer: four of the sum, one line end. */
  static final int LENGTH = 5;

  private final int units;
  private final Lstm encoder;
  private final Lstm decoder;
  private final double[] dense;
  private final double[] bias;

  Addition(Checkpoint model) {
    encoder = Lstm.of(model, "Encoder_LSTM");
    decoder = Lstm.of(model, "Decoder_LSTM");
    units = encoder.bias[0].length;
    dense = model.tensor("Decoder_Dense/kernel").toDoubles();
    bias = model.tensor("Decoder_Dense/bias").toDoubles();
  }

  /** How many characters of the answer are right, each given the right ones before it. */
  int right(int a, int b) {
    double[] h = new double[units];
    double[] c = new double[units];
    for (char x : String.format("%5s\n", a + "+" + b).toCharArray()) encoder.step(x, h, c);
    String target = String.format("\t%4d\n", a + b);
    int right = 0;
    for (int t = 0; t < LENGTH; t++) {
      decoder.step(target.charAt(t), h, c);
      if (best(h) == CHARACTERS.indexOf(target.charAt(t + 1))) right++;
    }
    return right;
  }

  private int best(double[] h) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < bias.length; k++) {
      double sum = bias[k];
      for (int u = 0; u < units; u++) sum += h[u] * dense[u * bias.length + k];
      if (sum > most) {
        most = sum;
        best = k;
      }
    }
    return best;
  }

  /** {@link Recurrence#lstm} with the blocks read once and one-hot inputs. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Lstm(double[][] input, double[][] recurrent, double[][] bias) {

    static Lstm of(Checkpoint model, String layer) {
      double[][][] parts = new double[3][4][];
      for (int gate = 0; gate < 4; gate++) {
        char name = "ifgo".charAt(gate);
        parts[0][gate] = model.tensor(layer + "/W_i" + name).toDoubles();
        parts[1][gate] = model.tensor(layer + "/W_h" + name).toDoubles();
        parts[2][gate] = model.tensor(layer + "/b_" + name).toDoubles();
      }
      return new Lstm(parts[0], parts[1], parts[2]);
    }

    void step(char x, double[] h, double[] c) {
      int hot = CHARACTERS.indexOf(x);
      double[][] sums = new double[4][h.length];
      for (int gate = 0; gate < 4; gate++) {
        for (int u = 0; u < h.length; u++) {
          double sum = bias[gate][u] + input[gate][u * CHARACTERS.length() + hot];
          for (int v = 0; v < h.length; v++) sum += recurrent[gate][u * h.length + v] * h[v];
          sums[gate][u] = sum;
        }
      }
      for (int u = 0; u < h.length; u++) {
        double kept = Recurrence.sigmoid(sums[1][u]) * c[u];
        c[u] = kept + Recurrence.sigmoid(sums[0][u]) * Math.tanh(sums[2][u]);
        h[u] = Recurrence.sigmoid(sums[3][u]) * Math.tanh(c[u]);
      }
    }
  }
}
