package dev.sonde.checkpoint.gguf;

/**
 * Blocks of one scale, perhaps an offset, and whole numbers of 1 to 8 bits: the first kind that
 * ggml had. Products and sums are rounded one by one, as ggml's reference does.
 */
final class PlainBlocks {

  private PlainBlocks() {}

  /** The half-precision number at {@code coded[at]}, the scale of most blocks. */
  static float half(byte[] coded, int at) {
    return Float.float16ToFloat((short) u16(coded, at));
  }

  static int u16(byte[] coded, int at) {
    return (coded[at] & 0xff) | (coded[at + 1] & 0xff) << 8;
  }

  static int i32(byte[] coded, int at) {
    return u16(coded, at) | u16(coded, at + 2) << 16;
  }

  /** One bit: the scale or its opposite. */
  static void q1_0(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int i = 0; i < 128; i++) {
      int bit = coded[from + 2 + (i >> 3)] >> (i & 7) & 1;
      target[to + i] = bit == 1 ? scale : -scale;
    }
  }

  static void q2_0(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int i = 0; i < 64; i++) {
      int code = coded[from + 2 + (i >> 2)] >> (2 * (i & 3)) & 3;
      target[to + i] = scale * (code - 1);
    }
  }

  static void q4_0(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int i = 0; i < 16; i++) {
      int pair = coded[from + 2 + i];
      target[to + i] = scale * ((pair & 15) - 8);
      target[to + 16 + i] = scale * ((pair >> 4 & 15) - 8);
    }
  }

  static void q4_1(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    float least = half(coded, from + 2);
    for (int i = 0; i < 16; i++) {
      int pair = coded[from + 4 + i];
      target[to + i] = scale * (pair & 15) + least;
      target[to + 16 + i] = scale * (pair >> 4 & 15) + least;
    }
  }

  static void q5_0(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    int high = i32(coded, from + 2);
    for (int i = 0; i < 16; i++) {
      int pair = coded[from + 6 + i];
      target[to + i] = scale * (((pair & 15) | (high >> i & 1) << 4) - 16);
      target[to + 16 + i] = scale * (((pair >> 4 & 15) | (high >> (16 + i) & 1) << 4) - 16);
    }
  }

  static void q5_1(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    float least = half(coded, from + 2);
    int high = i32(coded, from + 4);
    for (int i = 0; i < 16; i++) {
      int pair = coded[from + 8 + i];
      target[to + i] = scale * ((pair & 15) | (high >> i & 1) << 4) + least;
      target[to + 16 + i] = scale * ((pair >> 4 & 15) | (high >> (16 + i) & 1) << 4) + least;
    }
  }

  static void q8_0(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int i = 0; i < 32; i++) target[to + i] = scale * coded[from + 2 + i];
  }
}
