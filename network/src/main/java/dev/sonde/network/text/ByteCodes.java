package dev.sonde.network.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes as visible characters, as GPT-2 writes them in its vocabulary: what is printable in Latin-1
 * stands for itself, the other 68 bytes for the characters from U+0100 on.
 */
final class ByteCodes {

  private static final char[] OF_BYTE = new char[256];
  private static final int[] OF_CHARACTER = new int[0x144];

  static {
    Arrays.fill(OF_CHARACTER, -1);
    int next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean visible =
          (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || (b >= 0xae && b <= 0xff);
      OF_BYTE[b] = (char) (visible ? b : next++);
      OF_CHARACTER[OF_BYTE[b]] = b;
    }
  }

  private ByteCodes() {}

  static String encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    char[] codes = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) codes[i] = OF_BYTE[bytes[i] & 0xff];
    return new String(codes);
  }

  /** The bytes of a token; of one that has other characters, those of its text. */
  static byte[] decode(String token) {
    byte[] bytes = new byte[token.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = token.charAt(i);
      int b = c < OF_CHARACTER.length ? OF_CHARACTER[c] : -1;
      if (b < 0) return token.getBytes(StandardCharsets.UTF_8);
      bytes[i] = (byte) b;
    }
    return bytes;
  }
}
