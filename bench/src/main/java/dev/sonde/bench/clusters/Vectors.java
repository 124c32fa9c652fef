package dev.sonde.bench.clusters;

import dev.sonde.analysis.kernel.Points;
import java.util.SplittableRandom;

/**
 * Vectors like hidden states: tight groups of unequal size inside [−1, 1], several to a state. The
 * same numbers on every machine.
 */
final class Vectors {

  static final int COUNT = 21_000;
  static final int STATES = 8;

  private static final int GROUPS = 64;
  private static final double SPREAD = .03;

  private Vectors() {}

  static int[] labels() {
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) labels[i] = group(i) % STATES;
    return labels;
  }

  /** Group g has about twice the vectors of group g + 16. */
  private static int group(int i) {
    double share = (i + .5) / COUNT;
    return Math.min(GROUPS - 1, (int) (-16 / Math.log(2) * Math.log(1 - share * (1 - 1 / 16.0))));
  }

  static Points make(int dimensions) {
    SplittableRandom random = new SplittableRandom(dimensions);
    double[][] centres = new double[GROUPS][dimensions];
    for (double[] centre : centres) {
      for (int k = 0; k < dimensions; k++) centre[k] = Math.tanh(random.nextGaussian());
    }
    float[] values = new float[COUNT * dimensions];
    for (int i = 0; i < COUNT; i++) {
      for (int k = 0; k < dimensions; k++) {
        values[i * dimensions + k] =
            (float) (centres[group(i)][k] + SPREAD * random.nextGaussian());
      }
    }
    return Points.of(values, COUNT, dimensions);
  }
}
