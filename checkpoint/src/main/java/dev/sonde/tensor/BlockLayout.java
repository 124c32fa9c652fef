package dev.sonde.tensor;

/**
 * How numbers lie in a file that packs them in blocks of equal size: quantised weights (a scale and
 * a few bits a number), floats of 4 or 6 bits. A tensor over a {@link Storage#coded} storage shows
 * {@code float32} elements and this layout's name; its numbers are decoded block by block when they
 * are read.
 */
public interface BlockLayout {

  /** The name in tables and JSON: {@code q4_0}. */
  String label();

  /** Numbers of one block, at most 4096. */
  int elements();

  /** Bytes of one block. */
  int bytes();

  /**
   * Decodes {@code blocks} blocks that start at {@code coded[from]} into {@code target} from {@code
   * to} on. Any bytes are numbers: this never fails.
   */
  void decode(byte[] coded, int from, float[] target, int to, int blocks);
}
