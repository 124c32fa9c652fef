package dev.sonde.checkpoint.tensorflow;

import dev.sonde.tensor.BlockLayout;
import dev.sonde.tensor.DType;

/**
 * Codes of 8 or 16 bits for numbers {@code code · scale + least}, as the converter of TensorFlow.js
 * quantises weights; computed in double and rounded once, as JavaScript does.
 *
 * @param whole whether the numbers were whole, and are rounded to it
 */
record AffineCodes(DType type, double scale, double least, boolean whole) implements BlockLayout {

  @Override
  public String label() {
    return type.label() + "_affine";
  }

  @Override
  public int elements() {
    return 1;
  }

  @Override
  public int bytes() {
    return type.byteSize();
  }

  @Override
  public void decode(byte[] coded, int from, float[] target, int to, int blocks) {
    boolean wide = type.byteSize() == 2;
    for (int i = 0; i < blocks; i++) {
      int code =
          wide
              ? (coded[from + 2 * i] & 0xff) | (coded[from + 2 * i + 1] & 0xff) << 8
              : coded[from + i] & 0xff;
      double value = code * scale + least;
      target[to + i] = (float) (whole ? Math.floor(value + 0.5) : value);
    }
  }
}
