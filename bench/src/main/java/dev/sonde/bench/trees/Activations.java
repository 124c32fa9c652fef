package dev.sonde.bench.trees;

import dev.sonde.analysis.kernel.Points;
import java.util.SplittableRandom;

/** Activations like those of a hidden layer: mixtures of 32 features of ten classes, rectified. */
final class Activations {
  static final int INPUTS = 2000;
  static final int NEURONS = 1000;
  static final int CLASSES = 10;
  private static final int FEATURES = 32;

  private Activations() {}

  static int[] labels() {
    SplittableRandom random = new SplittableRandom(1);
    return random.ints(INPUTS, 0, CLASSES).toArray();
  }

  static Points make() {
    SplittableRandom random = new SplittableRandom(2);
    double[][] mixing = normal(random, NEURONS, FEATURES);
    double[][] centres = normal(random, CLASSES, FEATURES);
    int[] labels = labels();
    float[] values = new float[INPUTS * NEURONS];
    for (int i = 0; i < INPUTS; i++) {
      double[] z = new double[FEATURES];
      for (int f = 0; f < FEATURES; f++) z[f] = centres[labels[i]][f] + random.nextGaussian();
      for (int k = 0; k < NEURONS; k++) {
        double sum = .3 * random.nextGaussian() - .3;
        for (int f = 0; f < FEATURES; f++) sum += z[f] * mixing[k][f] / Math.sqrt(FEATURES);
        values[i * NEURONS + k] = (float) Math.max(0, sum);
      }
    }
    return Points.of(values, INPUTS, NEURONS);
  }

  private static double[][] normal(SplittableRandom random, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int k = 0; k < columns; k++) row[k] = random.nextGaussian();
    }
    return values;
  }
}
