package dev.sonde.analysis.kernel;

import java.util.Arrays;

/**
 * Softmax over the classes of the scores of 32 points. Plain loops over a row of 32 each: the
 * compiler makes them fast, and soon, which matters where a whole regression takes 0.1 s.
 *
 * <p>exp in float32 for arguments ≤ 0: x = n·ln 2 + r, a polynomial of degree 6 in r (relative
 * error below 4e-7), times 2ⁿ by the exponent's bits. What lies below −87 counts as −87: 1.6e-38.
 */
public final class Softmax {
  private static final int WIDTH = ProductKernel.WIDTH;

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
   * {@code scores[c][lane]} becomes the probability of class c. What is returned beside are the
   * maxima and the sums of exponentials before division, from which the loss is made.
   *
   * @param scores [classes × 32]
   * @param maxima [32]
   * @param sums [32]
   */
  public static void of(float[] scores, int classes, float[] maxima, float[] sums) {
    System.arraycopy(scores, 0, maxima, 0, WIDTH);
    for (int c = 1; c < classes; c++) raise(maxima, scores, c * WIDTH);
    Arrays.fill(sums, 0);
    for (int c = 0; c < classes; c++) exponentials(scores, c * WIDTH, maxima, sums);
    for (int c = 0; c < classes; c++) divide(scores, c * WIDTH, sums);
  }

  private static void raise(float[] maxima, float[] scores, int at) {
    for (int j = 0; j < WIDTH; j++) maxima[j] = Math.max(maxima[j], scores[at + j]);
  }

  private static void exponentials(float[] scores, int at, float[] maxima, float[] sums) {
    for (int j = 0; j < WIDTH; j++) {
      float x = Math.max(scores[at + j] - maxima[j], LOWEST);
      float shifted = Math.fma(x, LOG2_E, ROUND);
      float n = shifted - ROUND;
      float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
      float p = Math.fma(C6, r, C5);
      p = Math.fma(p, r, C4);
      p = Math.fma(p, r, C3);
      p = Math.fma(p, r, C2);
      p = Math.fma(p, r, 1f);
      p = Math.fma(p, r, 1f);
      float e =
          Float.intBitsToFloat(
              Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
      scores[at + j] = e;
      sums[j] += e;
    }
  }

  private static void divide(float[] scores, int at, float[] sums) {
    for (int j = 0; j < WIDTH; j++) scores[at + j] /= sums[j];
  }
}
