package dev.sonde.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/** How the bytes of one type become numbers. Offsets and steps are in bytes. */
record Elements(DType dtype, boolean swapped) {

  static Elements of(DType dtype, boolean swapped) {
    return new Elements(dtype, swapped);
  }

  void floats(MemorySegment from, long at, long step, float[] to, int index, int n) {
    switch (dtype) {
      case FLOAT32 -> {
        if (step == 4 && !swapped) MemorySegment.copy(from, LittleEndian.FLOAT, at, to, index, n);
        else
          for (int i = 0; i < n; i++) {
            to[index + i] = Float.intBitsToFloat(int32(from, at + i * step));
          }
      }
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          to[index + i] = Float.float16ToFloat(int16(from, at + i * step));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          to[index + i] = Float.intBitsToFloat(int16(from, at + i * step) << 16);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) to[index + i] = (float) valueAt(from, at + i * step);
      }
    }
  }

  void doubles(MemorySegment from, long at, long step, double[] to, int index, int n) {
    if (dtype == DType.FLOAT64 && step == 8 && !swapped) {
      MemorySegment.copy(from, LittleEndian.DOUBLE, at, to, index, n);
    } else {
      for (int i = 0; i < n; i++) to[index + i] = valueAt(from, at + i * step);
    }
  }

  private double valueAt(MemorySegment from, long at) {
    return switch (dtype) {
      case BOOL -> int8(from, at) != 0 ? 1 : 0;
      case UINT8 -> int8(from, at) & 0xff;
      case INT8 -> int8(from, at);
      case FLOAT8_E4M3 -> Float8.e4m3(int8(from, at));
      case FLOAT8_E5M2 -> Float8.e5m2(int8(from, at));
      case FLOAT8_E4M3FNUZ -> Float8.fnuz(int8(from, at), 3, 8);
      case FLOAT8_E5M2FNUZ -> Float8.fnuz(int8(from, at), 2, 16);
      case FLOAT8_E8M0 -> Float8.e8m0(int8(from, at));
      case UINT16 -> int16(from, at) & 0xffff;
      case INT16 -> int16(from, at);
      case FLOAT16 -> Float.float16ToFloat(int16(from, at));
      case BFLOAT16 -> Float.intBitsToFloat(int16(from, at) << 16);
      case UINT32 -> int32(from, at) & 0xffff_ffffL;
      case INT32 -> int32(from, at);
      case FLOAT32 -> Float.intBitsToFloat(int32(from, at));
      case UINT64 -> unsigned(int64(from, at));
      case INT64 -> int64(from, at);
      case FLOAT64 -> Double.longBitsToDouble(int64(from, at));
      case COMPLEX64, COMPLEX128 ->
          throw new IllegalStateException("complex elements are read through asReal()");
    };
  }

  private static byte int8(MemorySegment from, long at) {
    return from.get(ValueLayout.JAVA_BYTE, at);
  }

  private short int16(MemorySegment from, long at) {
    short bits = from.get(LittleEndian.SHORT, at);
    return swapped ? Short.reverseBytes(bits) : bits;
  }

  private int int32(MemorySegment from, long at) {
    int bits = from.get(LittleEndian.INT, at);
    return swapped ? Integer.reverseBytes(bits) : bits;
  }

  private long int64(MemorySegment from, long at) {
    long bits = from.get(LittleEndian.LONG, at);
    return swapped ? Long.reverseBytes(bits) : bits;
  }

  private static double unsigned(long bits) {
    // Halved with the lost bit kept sticky, so that the doubling rounds once and correctly.
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  /** Of a type of two bytes. */
  void bits16(MemorySegment from, long at, long step, short[] to, int index, int n) {
    if (step == 2 && !swapped) MemorySegment.copy(from, LittleEndian.SHORT, at, to, index, n);
    else for (int i = 0; i < n; i++) to[index + i] = int16(from, at + i * step);
  }

  /** The bytes as a little-endian file has them. */
  void copyBytes(MemorySegment from, long at, long step, ByteBuffer to, int index, int n) {
    int size = dtype.byteSize();
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
