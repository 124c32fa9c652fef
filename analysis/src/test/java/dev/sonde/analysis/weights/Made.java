package dev.sonde.analysis.weights;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/** The values of {@code make_goldens.py}, made again. */
final class Made {

  private Made() {}

  static Tensor tensor(String kind, String dtype, int n, long seed) {
    DType type = DType.valueOf(dtype.toUpperCase(Locale.ROOT));
    double[] x = values(kind, n, seed);
    MemorySegment bytes = Arena.ofAuto().allocate((long) n * type.byteSize(), 8);
    for (int i = 0; i < n; i++) put(type, bytes, i, x[i]);
    return Tensor.of(kind, type, Shape.of(n), Storage.mapped(bytes), 0);
  }

  private static void put(DType type, MemorySegment bytes, int i, double x) {
    ByteOrder little = ByteOrder.LITTLE_ENDIAN;
    ValueLayout.OfShort shorts = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(little);
    ValueLayout.OfInt ints = ValueLayout.JAVA_INT_UNALIGNED.withOrder(little);
    float f = (float) x;
    switch (type) {
      case UINT8 -> bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (int) x);
      case INT32 -> bytes.set(ints, 4L * i, (int) Math.floor(x * 1000));
      case FLOAT16 -> bytes.set(shorts, 2L * i, Float.floatToFloat16(f));
      case BFLOAT16 -> bytes.set(shorts, 2L * i, (short) (Float.floatToRawIntBits(f) >>> 16));
      case FLOAT32 -> bytes.set(ints, 4L * i, Float.floatToRawIntBits(f));
      case FLOAT64 -> bytes.set(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(little), 8L * i, x);
      default -> throw new IllegalArgumentException(type.label());
    }
  }

  static double[] values(String kind, int n, long seed) {
    double[] x = kind.equals("whole") ? uniform(seed, n) : bell(seed, n);
    double[] more = uniform(seed + 99, n);
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (kind) {
            case "bell" -> x[i];
            case "heavy" -> x[i] / (more[i] + 0.001);
            case "sparse" -> more[i] < 0.75 ? 0 : x[i];
            case "far" -> 1e6 + x[i];
            case "squared" -> x[i] * x[i] * 0.01;
            case "whole" -> Math.floor(x[i] * 200);
            case "poisoned" -> poisoned(i, x[i]);
            default -> throw new IllegalArgumentException(kind);
          };
    }
    return x;
  }

  private static double poisoned(int i, double x) {
    if (i >= 6 && (i - 6) % 4001 == 0) return Double.NEGATIVE_INFINITY;
    if (i >= 5 && (i - 5) % 2003 == 0) return Double.POSITIVE_INFINITY;
    return i % 1009 == 0 ? Double.NaN : x;
  }

  private static double[] bell(long seed, int n) {
    double[] x = new double[n];
    for (int k = 0; k < 12; k++) {
      double[] u = uniform(seed + k, n);
      for (int i = 0; i < n; i++) x[i] += u[i];
    }
    return Arrays.stream(x).map(v -> v - 6).toArray();
  }

  static double[] uniform(long seed, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z = z ^ (z >>> 31);
      x[i] = (z >>> 11) * 0x1p-53;
    }
    return x;
  }
}
