package dev.sonde.checkpoint.gguf;

import static dev.sonde.checkpoint.gguf.PlainBlocks.half;

/** Blocks of 256 numbers that are −1, 0 or 1 times a scale (BitNet). */
final class TernaryBlocks {

  private TernaryBlocks() {}

  /**
   * Five digits to a byte: the byte is their value in base 3 as a fraction of 256, so that the
   * digit is what multiplying by 3 carries over.
   */
  static void tq1(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from + 52);
    digits(coded, from, 32, 5, scale, target, to);
    digits(coded, from + 32, 16, 5, scale, target, to + 160);
    digits(coded, from + 48, 4, 4, scale, target, to + 240);
  }

  private static void digits(
      byte[] coded, int at, int bytes, int digits, float scale, float[] target, int to) {
    int power = 1;
    for (int digit = 0; digit < digits; digit++) {
      for (int i = 0; i < bytes; i++) {
        int rest = coded[at + i] * power & 0xff;
        target[to + digit * bytes + i] = scale * (((rest * 3) >> 8) - 1);
      }
      power *= 3;
    }
  }

  static void tq2(byte[] coded, int from, float[] target, int to) {
    float scale = half(coded, from + 64);
    for (int group = 0; group < 8; group++) {
      int at = from + 32 * (group >> 2);
      int shift = 2 * (group & 3);
      for (int i = 0; i < 32; i++) {
        target[to + 32 * group + i] = scale * ((coded[at + i] >> shift & 3) - 1);
      }
    }
  }
}
