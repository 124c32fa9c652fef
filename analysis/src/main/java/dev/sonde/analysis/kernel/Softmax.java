package dev.sonde.analysis.kernel;

import java.util.Arrays;

/**
 * Softmax over the classes of the scores of a block of points, in loops as those of {@link
 * Columns}.
 *
 * <p>exp in float32 for arguments ≤ 0: x = n·ln 2 + r, a polynomial of degree 6 in r (relative
 * error below 4e-7), times 2ⁿ by the exponent's bits. What lies below −87 counts as −87: 1.6e-38.
 */
public final class Softmax {
  private static final float LOWEST = -87;
  private static final float LOG2_E = 1.442695f;

  /** Adding 1.5·2²³ rounds to whole numbers, which then stand in the lowest bits. */
  private static final float ROUND = 12582912f;

  private static final float LN2_HIGH = 355f / 512;
  private static final float LN2_LOW = -0x1.bd0106p-13f;
  private static final float C6 = 1f / 720;
  private static final float C5 = 1f / 120;
  private static final float C4 = 1f / 24;
  private static final float C3 = 1f / 6;
  private static final float C2 = 1f / 2;

  private Softmax() {}

  /**
   * {@code scores[c][i]} becomes the probability of class c for point i. What is returned beside
   * are the maxima and the sums of exponentials before division, from which the loss is made.
   *
   * @param scores [classes][points]
   * @param maxima [points]
   * @param sums [points]
   */
  public static void of(float[][] scores, float[] maxima, float[] sums) {
    Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
    for (float[] row : scores) raise(maxima, row);
    Arrays.fill(sums, 0);
    float[] powers = new float[sums.length];
    for (float[] row : scores) {
      polynomials(row, maxima, powers);
      scale(row, powers, sums);
    }
    for (float[] row : scores) divide(row, sums);
  }

  private static void raise(float[] maxima, float[] row) {
    for (int i = 0; i < row.length; i++) maxima[i] = Math.max(maxima[i], row[i]);
  }

  /** Leaves the polynomial in the row, and n where it will be added to the exponent. */
  private static void polynomials(float[] row, float[] maxima, float[] powers) {
    for (int i = 0; i < row.length; i++) {
      float x = Math.max(row[i] - maxima[i], LOWEST);
      float shifted = Math.fma(x, LOG2_E, ROUND);
      float n = shifted - ROUND;
      float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
      float p = Math.fma(C6, r, C5);
      p = Math.fma(p, r, C4);
      p = Math.fma(p, r, C3);
      p = Math.fma(p, r, C2);
      p = Math.fma(p, r, 1f);
      powers[i] = shifted;
      row[i] = Math.fma(p, r, 1f);
    }
  }

  // Apart from the polynomials: the compiler does not do this in vectors.
  private static void scale(float[] row, float[] powers, float[] sums) {
    for (int i = 0; i < row.length; i++) {
      int bits = Float.floatToRawIntBits(row[i]) + (Float.floatToRawIntBits(powers[i]) << 23);
      row[i] = Float.intBitsToFloat(bits);
      sums[i] += row[i];
    }
  }

  private static void divide(float[] row, float[] sums) {
    for (int i = 0; i < row.length; i++) row[i] /= sums[i];
  }
}
