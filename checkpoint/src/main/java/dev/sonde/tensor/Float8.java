package dev.sonde.tensor;

/**
 * The two 8-bit floating-point types of "FP8 Formats for Deep Learning" (Micikevicius et al. 2022,
 * table 1).
 */
final class Float8 {

  private Float8() {}

  /** 4 exponent bits (bias 7), 3 mantissa bits, no infinity, NaN at S.1111.111. */
  static float e4m3(byte bits) {
    int exponent = (bits >> 3) & 0xf;
    int mantissa = bits & 0x7;
    float magnitude;
    if (exponent == 15 && mantissa == 7) magnitude = Float.NaN;
    else if (exponent == 0) magnitude = Math.scalb((float) mantissa, -9);
    else magnitude = Math.scalb((float) (8 + mantissa), exponent - 10);
    return bits < 0 ? -magnitude : magnitude;
  }

  /** 5 exponent bits (bias 15), 2 mantissa bits: the upper byte of an IEEE half. */
  static float e5m2(byte bits) {
    return Float.float16ToFloat((short) (bits << 8));
  }
}
