package dev.sonde.analysis.scan;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads every real type without rounding: whole numbers of 64 bits as two doubles, a multiple of
 * 2,048 and the rest.
 */
final class WideReader {
  private static final int LOW_BITS = 11;
  private static final long LOW = (1L << LOW_BITS) - 1;

  private final TensorReader reader;
  private final boolean wide;
  private final boolean signed;
  private final ByteBuffer bytes;

  WideReader(Tensor tensor) {
    this.reader = tensor.reader();
    this.signed = tensor.dtype() == DType.INT64;
    this.wide = signed || tensor.dtype() == DType.UINT64;
    this.bytes =
        ByteBuffer.allocate(wide ? Scratch.BLOCK * Long.BYTES : 0).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @param values up to {@link Scratch#BLOCK}
   * @param rests what is to be added to them; 0 of types that double holds
   */
  void read(long start, double[] values, double[] rests, int n) {
    if (!wide) {
      reader.doubles(start, values, n);
      Arrays.fill(rests, 0, n, 0);
      return;
    }
    bytes.clear();
    reader.littleEndian(start, bytes, n);
    for (int i = 0; i < n; i++) {
      long value = bytes.getLong(i * Long.BYTES);
      long high = signed ? value >> LOW_BITS : value >>> LOW_BITS;
      values[i] = (double) high * (1 << LOW_BITS);
      rests[i] = value & LOW;
    }
  }

  void release(long start, long length) {
    reader.release(start, length);
  }
}
