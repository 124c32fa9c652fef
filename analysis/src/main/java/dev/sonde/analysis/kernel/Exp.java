package dev.sonde.analysis.kernel;

/**
 * The constants of exp in float32 for arguments ≤ 0: x = n·ln 2 + r, a polynomial of degree 6 in r
 * (relative error below 2e-7), times 2ⁿ by the exponent's bits. Below −87 it is 0.
 */
final class Exp {
  static final float LOWEST = -87;
  static final float LOG2_E = 1.442695f;

  /** Adding 1.5·2²³ rounds to whole numbers, which then stand in the lowest bits. */
  static final float ROUND = 12582912f;

  static final float LN2_HIGH = 355f / 512;
  static final float LN2_LOW = -0x1.bd0106p-13f;
  static final float C6 = 1f / 720;
  static final float C5 = 1f / 120;
  static final float C4 = 1f / 24;
  static final float C3 = 1f / 6;
  static final float C2 = 1f / 2;

  private Exp() {}

  static float of(float x) {
    if (x < LOWEST) {
      return 0;
    }
    float shifted = Math.fma(x, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float p = Math.fma(C6, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
  }
}
