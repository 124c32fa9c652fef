package dev.sonde.checkpoint.adapter;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The product scale · B·A as a float32 tensor that is computed when it is first read. */
final class Delta {

  /** Twice what the largest vocabulary needs. */
  private static final long MAX_ELEMENTS = 1L << 30;

  /** Elements for each of A and B: more than rank 1 makes of a matrix of 4096 rows. */
  private static final long EXPANSION = 4096;

  private Delta() {}

  /**
   * ΔW of A {@code [r × in …]} and B {@code [out × r …]}, of shape {@code [out × in …]} (a
   * convolution's kernel follows A's), or {@code [in × out]} if {@code transposed}. Null if they do
   * not fit together.
   */
  static @Nullable Tensor of(String address, Tensor a, Tensor b, double scale, boolean transposed) {
    int rank = a.shape().rank();
    boolean plain = a.dtype().isFloating() && b.dtype().isFloating();
    plain &= !a.dtype().isComplex() && !b.dtype().isComplex();
    if (!plain || rank < 2 || b.shape().rank() != rank || (transposed && rank != 2)) return null;
    long r = a.shape().extent(0);
    long out = b.shape().extent(0);
    if (r == 0 || out == 0 || a.count() == 0 || b.count() != out * r) return null;
    long columns = a.count() / r;
    if (a.count() > MAX_ELEMENTS || b.count() > MAX_ELEMENTS) return null;
    if (columns > Math.min(MAX_ELEMENTS, EXPANSION * (a.count() + b.count())) / out) return null;
    long[] extents = a.shape().toArray();
    extents[0] = out;
    Storage storage =
        Storage.deferred(
            Float.BYTES * out * columns, target -> multiply(a, b, (int) r, scale, target));
    Tensor delta = Tensor.of(address, DType.FLOAT32, Shape.of(extents), storage, 0);
    return transposed ? delta.transpose(1, 0) : delta;
  }

  /** Row by row: sums in double, rounded once. */
  private static void multiply(Tensor a, Tensor b, int r, double scale, MemorySegment target) {
    float[] first = a.toFloats();
    float[] second = b.toFloats();
    int columns = first.length / r;
    double[] sums = new double[columns];
    float[] row = new float[columns];
    for (int out = 0; out < second.length / r; out++) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < r; k++) {
        double factor = scale * second[out * r + k];
        int start = k * columns;
        for (int i = 0; i < columns; i++) sums[i] += factor * first[start + i];
      }
      for (int i = 0; i < columns; i++) row[i] = (float) sums[i];
      MemorySegment.copy(row, 0, target, LittleEndian.FLOAT, 4L * out * columns, columns);
    }
  }
}
