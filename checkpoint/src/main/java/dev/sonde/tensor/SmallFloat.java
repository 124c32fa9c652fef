package dev.sonde.tensor;

import java.util.Locale;

/**
 * Floating-point numbers of fewer than eight bits, as "OCP Microscaling Formats (MX) Specification"
 * 1.0 (2023), section 5.3, defines them: a sign, an exponent with subnormal numbers below, no
 * infinity and no NaN. They are packed without gaps, the first number in the lowest bits, as
 * PyTorch and safetensors keep them: two {@link #FLOAT4_E2M1} in a byte, four numbers of six bits
 * in three bytes.
 */
public enum SmallFloat implements BlockLayout {
  /** 0, .5, 1, 1.5, 2, 3, 4, 6 and their negatives. */
  FLOAT4_E2M1(2, 1, 1),
  /** Steps of 1/8 up to 2, at most 7.5. */
  FLOAT6_E2M3(2, 3, 1),
  /** Steps of 1/16 up to .5, at most 28. */
  FLOAT6_E3M2(3, 2, 3);

  private final int bits;
  private final int mantissaBits;
  private final int bias;

  SmallFloat(int exponentBits, int mantissaBits, int bias) {
    this.bits = 1 + exponentBits + mantissaBits;
    this.mantissaBits = mantissaBits;
    this.bias = bias;
  }

  /** The number that a code, one byte for itself with its upper bits ignored, stands for. */
  public float value(int code) {
    int sign = code >> (bits - 1) & 1;
    int magnitude = code & ((1 << (bits - 1)) - 1);
    int exponent = magnitude >> mantissaBits;
    int mantissa = magnitude & ((1 << mantissaBits) - 1);
    int whole = exponent == 0 ? mantissa : mantissa + (1 << mantissaBits);
    float value = Math.scalb((float) whole, Math.max(exponent, 1) - bias - mantissaBits);
    return sign == 0 ? value : -value;
  }

  /** Bits of one number. */
  public int bits() {
    return bits;
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT) + "fn";
  }

  @Override
  public int elements() {
    return bits == 4 ? 2 : 4;
  }

  @Override
  public int bytes() {
    return bits == 4 ? 1 : 3;
  }

  @Override
  public void decode(byte[] coded, int from, float[] target, int to, int blocks) {
    for (int block = 0; block < blocks; block++) {
      int word = 0;
      for (int i = 0; i < bytes(); i++) {
        word |= (coded[from + block * bytes() + i] & 0xff) << (8 * i);
      }
      for (int i = 0; i < elements(); i++) {
        target[to + block * elements() + i] = value(word >>> (bits * i));
      }
    }
  }
}
