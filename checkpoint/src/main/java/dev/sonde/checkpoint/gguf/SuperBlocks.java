package dev.sonde.checkpoint.gguf;

import static dev.sonde.checkpoint.gguf.PlainBlocks.half;
import static dev.sonde.checkpoint.gguf.PlainBlocks.i32;

/**
 * The "K" types: 256 numbers in 8 or 16 groups, each with a small scale (and offset) of its own
 * that one scale of the whole block multiplies. Groups of 32 share bytes: the low bits of one are
 * the neighbours of the high bits of the next.
 */
final class SuperBlocks {

  private SuperBlocks() {}

  static void q2(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from + 80);
    float least = half(coded, from + 82);
    for (int group = 0; group < 16; group++) {
      int both = coded[from + group];
      float step = scale * (both & 15);
      float offset = least * (both >> 4 & 15);
      int at = from + 16 + 32 * (group >> 3) + 16 * (group & 1);
      int shift = 2 * (group >> 1 & 3);
      for (int i = 0; i < 16; i++) {
        target[to + 16 * group + i] = step * (coded[at + i] >> shift & 3) - offset;
      }
    }
  }

  static void q3(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from + 108);
    for (int group = 0; group < 16; group++) {
      int low = coded[from + 96 + (group & 7)] >> (4 * (group >> 3)) & 15;
      int high = coded[from + 104 + (group & 3)] >> (2 * (group >> 2)) & 3;
      float step = scale * ((low | high << 4) - 32);
      int at = from + 32 + 32 * (group >> 3) + 16 * (group & 1);
      int mask = from + 16 * (group & 1);
      int shift = 2 * (group >> 1 & 3);
      int bit = group >> 1;
      for (int i = 0; i < 16; i++) {
        // The third bit is stored as "do not subtract 4".
        int code = (coded[at + i] >> shift & 3) + ((coded[mask + i] >> bit & 1) << 2) - 4;
        target[to + 16 * group + i] = step * code;
      }
    }
  }

  static void q4(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    float least = half(coded, from + 2);
    for (int group = 0; group < 8; group++) {
      float step = scale * scaleOf(coded, from + 4, group);
      float offset = least * leastOf(coded, from + 4, group);
      int at = from + 16 + 32 * (group >> 1);
      int shift = 4 * (group & 1);
      for (int i = 0; i < 32; i++) {
        target[to + 32 * group + i] = step * (coded[at + i] >> shift & 15) - offset;
      }
    }
  }

  static void q5(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from);
    float least = half(coded, from + 2);
    int high = from + 16;
    for (int group = 0; group < 8; group++) {
      float step = scale * scaleOf(coded, from + 4, group);
      float offset = least * leastOf(coded, from + 4, group);
      int at = from + 48 + 32 * (group >> 1);
      int shift = 4 * (group & 1);
      for (int i = 0; i < 32; i++) {
        int code = (coded[at + i] >> shift & 15) | (coded[high + i] >> group & 1) << 4;
        target[to + 32 * group + i] = step * code - offset;
      }
    }
  }

  /** Scales and offsets of 6 bits, the upper two of the last four groups' at the first four's. */
  private static int scaleOf(byte[] coded, int at, int group) {
    return group < 4
        ? coded[at + group] & 63
        : (coded[at + 4 + group] & 15) | (coded[at + group - 4] >> 2 & 48);
  }

  private static int leastOf(byte[] coded, int at, int group) {
    return group < 4
        ? coded[at + 4 + group] & 63
        : (coded[at + 4 + group] >> 4 & 15) | (coded[at + group] >> 2 & 48);
  }

  static void q6(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from + 208);
    for (int group = 0; group < 16; group++) {
      float step = scale * coded[from + 192 + group];
      int half = group >> 3;
      int quarter = group >> 1 & 3;
      int at = from + 64 * half + 32 * (quarter & 1) + 16 * (group & 1);
      int high = from + 128 + 32 * half + 16 * (group & 1);
      int shift = 4 * (quarter >> 1);
      for (int i = 0; i < 16; i++) {
        int code = (coded[at + i] >> shift & 15) | (coded[high + i] >> (2 * quarter) & 3) << 4;
        target[to + 16 * group + i] = step * (code - 32);
      }
    }
  }

  static void q8(byte[] coded, int from, float[] target, int to) {
    float scale = Float.intBitsToFloat(i32(coded, from));
    for (int i = 0; i < 256; i++) target[to + i] = scale * coded[from + 4 + i];
  }
}
