package dev.sonde.checkpoint.onnx;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.LittleEndian;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongConsumer;

/** Takes numbers as protobuf writes them and stores a tensor's elements, each checked to fit. */
final class ElementSink implements LongConsumer {

  private final String name;
  private final MemorySegment target;
  private final DType dtype;
  private final int width;
  private long at;

  /**
   * @param name what is filled, for messages: {@code model.onnx: tensor 'w'}
   */
  ElementSink(String name, DType dtype, MemorySegment target) {
    this.name = name;
    this.dtype = dtype;
    this.width = dtype.componentSize();
    this.target = target;
  }

  @Override
  public void accept(long number) {
    if (at == target.byteSize()) throw fail("holds more numbers than its shape needs");
    switch (width) {
      case 1 -> {
        byte element = (byte) (dtype == DType.BOOL && number != 0 ? 1 : fitting(number, 8));
        target.set(ValueLayout.JAVA_BYTE, at, element);
      }
      case 2 -> target.set(LittleEndian.SHORT, at, (short) fitting(number, 16));
      case 4 -> target.set(LittleEndian.INT, at, (int) fitting(number, 32));
      default -> target.set(LittleEndian.LONG, at, number);
    }
    at += width;
  }

  /** The elements of {@code bits} each in one byte, the first in its low bits. */
  void acceptPacked(long number, int bits) {
    if (number < Byte.MIN_VALUE || number > 0xff) throw misfit(number);
    boolean signed = dtype == DType.INT8;
    long range = 1L << bits;
    for (int shift = 0; shift < 8; shift += bits) {
      long element = (number >> shift) & (range - 1);
      // The last byte may have nothing in its upper bits.
      if (shift > 0 && at == target.byteSize()) return;
      accept(signed && element >= range / 2 ? element - range : element);
    }
  }

  /** Bits of either sign are written by different tools: −1 and 65535 are the same 16 bits. */
  private long fitting(long number, int bits) {
    boolean signed = dtype == DType.INT8 || dtype == DType.INT16 || dtype == DType.INT32;
    long low = -(1L << (bits - 1));
    long high = signed ? -low - 1 : (1L << bits) - 1;
    if (number < low || number > high) throw misfit(number);
    return number;
  }

  private CheckpointException misfit(long number) {
    return fail("holds " + number + ", which does not fit " + dtype.label());
  }

  void finish() {
    if (at != target.byteSize()) {
      throw fail("holds " + at / width + " numbers, its shape needs " + target.byteSize() / width);
    }
  }

  private CheckpointException fail(String problem) {
    return new CheckpointException(name + " " + problem);
  }
}
