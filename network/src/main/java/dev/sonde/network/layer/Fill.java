package dev.sonde.network.layer;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws the numbers of initialisers. In Java, so that a seed means the same on every machine. */
final class Fill {

  private Fill() {}

  static boolean isWeight(ParameterSpec spec) {
    return switch (spec.role()) {
      case WEIGHT, RECURRENT, EMBEDDING -> true;
      case BIAS, SCALE, SHIFT, MEAN, VARIANCE, COUNT, CONSTANT -> false;
    };
  }

  /** What does not depend on the initialiser. */
  static void rest(Role role, float[] values) {
    Arrays.fill(values, role == Role.SCALE || role == Role.VARIANCE ? 1 : 0);
  }

  static void uniform(float[] values, double bound, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
  }

  static void normal(float[] values, double deviation, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
  }

  /** Normal, drawn anew beyond two deviations. */
  static void truncated(float[] values, double deviation, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      double drawn = random.nextGaussian();
      while (Math.abs(drawn) > 2) drawn = random.nextGaussian();
      values[i] = (float) (deviation * drawn);
    }
  }

  /**
   * Orthonormalises the smaller side of a normal matrix by Gram–Schmidt, twice (once loses
   * orthogonality in floating point). With the sign that a positive diagonal of R gives, as the
   * uniform distribution over orthogonal matrices needs.
   */
  static void orthogonal(float[] values, int rows, double gain, SplittableRandom random) {
    int columns = values.length / rows;
    int vectors = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[][] basis = new double[vectors][length];
    for (int v = 0; v < vectors; v++) {
      for (int i = 0; i < length; i++) basis[v][i] = random.nextGaussian();
      for (int round = 0; round < 2; round++) {
        for (int w = 0; w < v; w++) subtractProjection(basis[v], basis[w]);
      }
      double norm = Math.sqrt(dot(basis[v], basis[v]));
      for (int i = 0; i < length; i++) basis[v][i] /= norm;
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        values[r * columns + c] = (float) (gain * (rows <= columns ? basis[r][c] : basis[c][r]));
      }
    }
  }

  private static void subtractProjection(double[] vector, double[] unit) {
    double length = dot(vector, unit);
    for (int i = 0; i < vector.length; i++) vector[i] -= length * unit[i];
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }
}
