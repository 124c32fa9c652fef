package dev.sonde.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How the bytes of one type become numbers. Offsets and steps are in bytes. */
record Elements(DType dtype, boolean swapped) {

  static Elements of(DType dtype, boolean swapped) {
    return new Elements(dtype, swapped);
  }

  private static ByteOrder order(boolean swapped) {
    return swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  void floats(MemorySegment from, long at, long step, float[] to, int index, int n) {
    ByteOrder order = order(swapped);
    switch (dtype) {
      case FLOAT32 -> {
        ValueLayout.OfFloat layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
        if (step == 4) MemorySegment.copy(from, layout, at, to, index, n);
        else for (int i = 0; i < n; i++) to[index + i] = from.get(layout, at + i * step);
      }
      case FLOAT16 -> {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        for (int i = 0; i < n; i++)
          to[index + i] = Float.float16ToFloat(from.get(layout, at + i * step));
      }
      case BFLOAT16 -> {
        ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        for (int i = 0; i < n; i++)
          to[index + i] = Float.intBitsToFloat(from.get(layout, at + i * step) << 16);
      }
      default -> {
        for (int i = 0; i < n; i++) to[index + i] = (float) valueAt(from, at + i * step, order);
      }
    }
  }

  void doubles(MemorySegment from, long at, long step, double[] to, int index, int n) {
    ByteOrder order = order(swapped);
    if (dtype == DType.FLOAT64 && step == 8) {
      MemorySegment.copy(
          from, ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), at, to, index, n);
    } else {
      for (int i = 0; i < n; i++) to[index + i] = valueAt(from, at + i * step, order);
    }
  }

  private double valueAt(MemorySegment from, long at, ByteOrder order) {
    return switch (dtype) {
      case BOOL -> from.get(ValueLayout.JAVA_BYTE, at) != 0 ? 1 : 0;
      case UINT8 -> from.get(ValueLayout.JAVA_BYTE, at) & 0xff;
      case INT8 -> from.get(ValueLayout.JAVA_BYTE, at);
      case FLOAT8_E4M3 -> Float8.e4m3(from.get(ValueLayout.JAVA_BYTE, at));
      case FLOAT8_E5M2 -> Float8.e5m2(from.get(ValueLayout.JAVA_BYTE, at));
      case UINT16 -> from.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at) & 0xffff;
      case INT16 -> from.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at);
      case FLOAT16 ->
          Float.float16ToFloat(from.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at));
      case BFLOAT16 ->
          Float.intBitsToFloat(
              from.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at) << 16);
      case UINT32 -> from.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at) & 0xffff_ffffL;
      case INT32 -> from.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
      case FLOAT32 -> from.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), at);
      case UINT64 -> unsigned(from.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at));
      case INT64 -> from.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
      case FLOAT64 -> from.get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), at);
      case COMPLEX64, COMPLEX128 ->
          throw new IllegalStateException("complex elements are read through asReal()");
    };
  }

  private static double unsigned(long bits) {
    // Halved with the lost bit kept sticky, so that the doubling rounds once and correctly.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  static void bits16(
      MemorySegment from, long at, long step, boolean swapped, short[] to, int index, int n) {
    ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order(swapped));
    if (step == 2) MemorySegment.copy(from, layout, at, to, index, n);
    else for (int i = 0; i < n; i++) to[index + i] = from.get(layout, at + i * step);
  }

  static void copyBytes(
      MemorySegment from,
      long at,
      long step,
      int size,
      boolean swapped,
      ByteBuffer to,
      int index,
      int n) {
    MemorySegment target = MemorySegment.ofBuffer(to.duplicate().position(0).limit(to.limit()));
    if (step == size && !swapped) {
      MemorySegment.copy(from, at, target, index, (long) n * size);
      return;
    }
    for (int i = 0; i < n; i++) {
      for (int b = 0; b < size; b++) {
        byte value = from.get(ValueLayout.JAVA_BYTE, at + i * step + (swapped ? size - 1 - b : b));
        target.set(ValueLayout.JAVA_BYTE, index + (long) i * size + b, value);
      }
    }
  }
}
