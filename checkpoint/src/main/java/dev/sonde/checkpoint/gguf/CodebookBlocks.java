package dev.sonde.checkpoint.gguf;

import static dev.sonde.checkpoint.gguf.PlainBlocks.half;
import static dev.sonde.checkpoint.gguf.PlainBlocks.i32;
import static dev.sonde.checkpoint.gguf.PlainBlocks.u16;

/**
 * The "IQ1" to "IQ3" types: groups of 4 or 8 numbers are one entry of a code book (vectors of a
 * lattice, after QuIP#, Tseng et al. 2024), with signs and scales beside it. Layouts and order of
 * operations are ggml's.
 */
final class CodebookBlocks {

  private static final float DELTA = 0.125f;

  private CodebookBlocks() {}

  static void iq2xxs(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int part = 0; part < 8; part++) {
      int at = from + 2 + 8 * part;
      int rest = i32(coded, at + 4);
      float step = scale * (0.5f + (rest >>> 28)) * 0.25f;
      for (int i = 0; i < 4; i++) {
        int signs = signs(rest >>> (7 * i));
        signed(Codebook.IQ2_XXS, coded[at + i] & 0xff, signs, step, target, to + 32 * part + 8 * i);
      }
    }
  }

  static void iq2xs(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int group = 0; group < 32; group++) {
      int code = u16(coded, from + 2 + 2 * group);
      float step = quarterStep(coded, from + 66, group, scale);
      signed(Codebook.IQ2_XS, code & 511, signs(code >>> 9), step, target, to + 8 * group);
    }
  }

  static void iq2s(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int group = 0; group < 32; group++) {
      int high = coded[from + 66 + (group >> 2)] >> (2 * (group & 3)) & 3;
      int entry = (coded[from + 2 + group] & 0xff) | high << 8;
      float step = quarterStep(coded, from + 74, group, scale);
      signed(Codebook.IQ2_S, entry, coded[from + 34 + group], step, target, to + 8 * group);
    }
  }

  /** Scales of 4 bits, one for two groups of 8. */
  private static float quarterStep(byte[] coded, int at, int group, float scale) {
    return scale * (0.5f + (coded[at + (group >> 2)] >> (4 * (group >> 1 & 1)) & 15)) * 0.25f;
  }

  static void iq3xxs(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int part = 0; part < 8; part++) {
      int rest = i32(coded, from + 66 + 4 * part);
      float step = scale * (0.5f + (rest >>> 28)) * 0.5f;
      for (int i = 0; i < 8; i++) {
        int signs = signs(rest >>> (7 * (i >> 1))) >> (4 * (i & 1));
        int entry = coded[from + 2 + 8 * part + i] & 0xff;
        signed(Codebook.IQ3_XXS, entry, signs, step, target, to + 32 * part + 4 * i);
      }
    }
  }

  static void iq3s(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int group = 0; group < 64; group++) {
      int part = group >> 3;
      int small = coded[from + 106 + (part >> 1)] >> (4 * (part & 1)) & 15;
      int high = coded[from + 66 + part] >> (group & 7) & 1;
      int entry = (coded[from + 2 + group] & 0xff) | high << 8;
      int signs = coded[from + 74 + (group >> 1)] >> (4 * (group & 1));
      float step = scale * (1 + 2 * small);
      signed(Codebook.IQ3_S, entry, signs, step, target, to + 4 * group);
    }
  }

  static void iq1s(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    for (int part = 0; part < 8; part++) {
      int high = u16(coded, from + 34 + 2 * part);
      float step = scale * (2 * (high >> 12 & 7) + 1);
      float delta = (high & 0x8000) == 0 ? DELTA : -DELTA;
      for (int i = 0; i < 4; i++) {
        int entry = (coded[from + 2 + 4 * part + i] & 0xff) | (high >> (3 * i) & 7) << 8;
        shifted(entry, delta, step, target, to + 32 * part + 8 * i);
      }
    }
  }

  /** Its scale is spread over the upper bits of four words. */
  static void iq1m(byte[] coded, int from, float[] target, int to) {
    int bits = 0;
    for (int i = 0; i < 4; i++) bits |= u16(coded, from + 48 + 2 * i) >> 12 << (4 * i);
    float scale = Float.float16ToFloat((short) bits);
    for (int group = 0; group < 32; group++) {
      int small = u16(coded, from + 48 + 2 * (group >> 3)) >> (3 * (group >> 1 & 3)) & 7;
      int high = coded[from + 32 + (group >> 1)] >> (4 * (group & 1)) & 15;
      int entry = (coded[from + group] & 0xff) | (high & 7) << 8;
      float delta = (high & 8) == 0 ? DELTA : -DELTA;
      shifted(entry, delta, scale * (2 * small + 1), target, to + 8 * group);
    }
  }

  /** Seven signs are stored; the eighth makes the count of minus signs even. */
  private static int signs(int seven) {
    int stored = seven & 127;
    return stored | (Integer.bitCount(stored) & 1) << 7;
  }

  private static void signed(
      Codebook book, int entry, int signs, float step, float[] target, int to) {
    float[] grid = book.grid();
    int width = book.width();
    for (int i = 0; i < width; i++) {
      // Without a branch: signs are as good as random.
      int bits = Float.floatToRawIntBits(step * grid[entry * width + i]);
      target[to + i] = Float.intBitsToFloat(bits ^ ((signs >> i) << 31));
    }
  }

  private static void shifted(int entry, float delta, float step, float[] target, int to) {
    float[] grid = Codebook.IQ1_S.grid();
    for (int i = 0; i < 8; i++) target[to + i] = step * (grid[8 * entry + i] + delta);
  }
}
