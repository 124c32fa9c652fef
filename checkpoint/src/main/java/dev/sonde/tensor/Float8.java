package dev.sonde.tensor;

/**
 * The two 8-bit floating-point types of "FP8 Formats for Deep Learning" (Micikevicius et al. 2022,
 * table 1), their variants with one NaN in place of −0 ("8-bit Numerical Formats for Deep Neural
 * Networks", Noune et al. 2022), and the scales of "OCP Microscaling Formats" (2023, section 5.4).
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

  /** The same with another bias, no infinity and no negative zero, whose bits are the only NaN. */
  static float fnuz(byte bits, int mantissaBits, int bias) {
    if (bits == Byte.MIN_VALUE) return Float.NaN;
    int exponent = (bits & 0x7f) >> mantissaBits;
    int mantissa = bits & ((1 << mantissaBits) - 1);
    float magnitude =
        exponent == 0
            ? Math.scalb((float) mantissa, 1 - bias - mantissaBits)
            : Math.scalb((float) ((1 << mantissaBits) + mantissa), exponent - bias - mantissaBits);
    return bits < 0 ? -magnitude : magnitude;
  }

  /** A power of two from 2⁻¹²⁷ to 2¹²⁷; all ones is NaN. */
  static float e8m0(byte bits) {
    int exponent = bits & 0xff;
    return exponent == 255 ? Float.NaN : Math.scalb(1f, exponent - 127);
  }
}
