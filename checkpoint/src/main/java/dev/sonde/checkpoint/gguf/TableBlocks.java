package dev.sonde.checkpoint.gguf;

import static dev.sonde.checkpoint.gguf.PlainBlocks.half;
import static dev.sonde.checkpoint.gguf.PlainBlocks.u16;

/**
 * Blocks of 4-bit codes that stand for one of 16 numbers: spread like a normal distribution (IQ4),
 * or floats of 4 bits (E2M1) with a scale of 8 bits: OCP's MXFP4 and NVIDIA's NVFP4.
 */
final class TableBlocks {

  private static final float[] NORMAL = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  /** E2M1, doubled, as ggml has it: the scale is halved instead. */
  private static final float[] E2M1 = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

  private TableBlocks() {}

  static void iq4nl(byte[] coded, int from, float[] target, int to) {
    look(coded, from + 2, 16, NORMAL, half(coded, from), target, to);
  }

  static void iq4xs(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    int high = u16(coded, from + 2);
    for (int group = 0; group < 8; group++) {
      int low = coded[from + 4 + (group >> 1)] >> (4 * (group & 1)) & 15;
      float step = scale * ((low | (high >> (2 * group) & 3) << 4) - 32);
      look(coded, from + 8 + 16 * group, 16, NORMAL, step, target, to + 32 * group);
    }
  }

  static void mxfp4(byte[] coded, int from, float[] target, int to) {
    int exponent = coded[from] & 0xff;
    int bits = exponent < 2 ? 0x0020_0000 << exponent : (exponent - 1) << 23;
    look(coded, from + 1, 16, E2M1, Float.intBitsToFloat(bits), target, to);
  }

  static void nvfp4(byte[] coded, int from, float[] target, int to) {
    for (int group = 0; group < 4; group++) {
      float scale = halfOfE4m3(coded[from + group] & 0xff);
      look(coded, from + 4 + 8 * group, 8, E2M1, scale, target, to + 16 * group);
    }
  }

  /** Half of an E4M3 number without its sign; 0x7f, which would be NaN, is 0 in ggml. */
  private static float halfOfE4m3(int bits) {
    if (bits == 0x7f) return 0;
    int exponent = bits >> 3 & 15;
    int mantissa = bits & 7;
    return exponent == 0 ? Math.scalb(mantissa, -10) : Math.scalb(8f + mantissa, exponent - 11);
  }

  /** The low halves of {@code n} bytes, then the high ones. */
  private static void look(
      byte[] coded, int at, int n, float[] table, float scale, float[] target, int to) {
    for (int i = 0; i < n; i++) {
      int pair = coded[at + i];
      target[to + i] = scale * table[pair & 15];
      target[to + n + i] = scale * table[pair >> 4 & 15];
    }
  }
}
