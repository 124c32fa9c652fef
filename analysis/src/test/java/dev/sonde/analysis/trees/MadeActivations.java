package dev.sonde.analysis.trees;

import dev.sonde.analysis.kernel.Points;

/** The activations of golden.py: neuron k tells four classes apart the better, the larger k. */
public final class MadeActivations {
  public static final int COUNT = 300;
  public static final int NEURONS = 40;
  public static final int CLASSES = 4;

  private long state = 12345;

  private MadeActivations() {}

  private double uniform() {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (state >>> 40) / (double) (1 << 24);
  }

  public static Points points() {
    MadeActivations random = new MadeActivations();
    double[][] centres = new double[NEURONS][CLASSES];
    for (double[] centre : centres) {
      for (int c = 0; c < CLASSES; c++) {
        centre[c] = random.uniform();
      }
    }
    double[][] x = new double[COUNT][NEURONS];
    for (int i = 0; i < COUNT; i++) {
      for (int k = 0; k < NEURONS; k++) {
        double noise = random.uniform() + random.uniform() + random.uniform() - 1.5;
        x[i][k] = Math.max(0, centres[k][i % CLASSES] * (k / 20.0) + noise);
      }
    }
    return Points.of(x);
  }

  public static int[] labels() {
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }
}
