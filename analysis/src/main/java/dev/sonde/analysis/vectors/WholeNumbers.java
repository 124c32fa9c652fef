package dev.sonde.analysis.vectors;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Whole numbers of a tensor, exact: those of 64 bits too, which neither float nor double holds. */
final class WholeNumbers {

  private WholeNumbers() {}

  /**
   * In digits.
   *
   * @param what the tensor is, for messages
   */
  static List<String> of(Tensor tensor, String what) {
    if (tensor.dtype().isComplex()) {
      throw new VectorsException(
          what + ": holds " + tensor.dtype().label() + " values; classes are whole numbers");
    }
    if (tensor.count() > Integer.MAX_VALUE / Long.BYTES) {
      throw new VectorsException(what + ": has " + tensor.count() + " labels, more than can be");
    }
    int count = (int) tensor.count();
    return tensor.dtype() == DType.INT64 || tensor.dtype() == DType.UINT64
        ? longs(tensor, count)
        : doubles(tensor, what);
  }

  private static List<String> longs(Tensor tensor, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
    tensor.reader().littleEndian(0, bytes, count);
    bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    List<String> words = new ArrayList<>(count);
    boolean signed = tensor.dtype() == DType.INT64;
    while (bytes.hasRemaining()) {
      long value = bytes.getLong();
      words.add(signed ? Long.toString(value) : Long.toUnsignedString(value));
    }
    return words;
  }

  private static List<String> doubles(Tensor tensor, String what) {
    List<String> words = new ArrayList<>();
    for (double value : tensor.toDoubles()) {
      if (value != Math.rint(value) || Double.isInfinite(value) || Math.abs(value) > 0x1p62) {
        throw new VectorsException(what + ": " + value + " is not a class; whole numbers are");
      }
      words.add(Long.toString((long) value));
    }
    return words;
  }
}
