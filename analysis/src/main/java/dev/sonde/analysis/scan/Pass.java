package dev.sonde.analysis.scan;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;

/** One way to scan a tensor, chunk by chunk. Chunks may be scanned at once and in any order. */
sealed interface Pass permits SortedPass, CodePass, FloatPass, DoublePass {

  /** Elements of a chunk: fixed, so that a result does not depend on the number of threads. */
  long CHUNK = 1L << 22;

  /** Up to this many elements are sorted, which gives exact quantiles. */
  int SORTED = 1 << 14;

  void chunk(long start, int length, FloatKernel.Scratch scratch);

  /** After all chunks. */
  Scan result();

  static Pass of(Tensor tensor, Scan.Settings settings, FloatKernel kernel) {
    MemoryOrder order = MemoryOrder.of(tensor);
    if (order.tensor().count() <= SORTED) return new SortedPass(order, settings);
    DType dtype = order.tensor().dtype();
    if (dtype.byteSize() <= 2) return new CodePass(order, settings);
    Sample sample = Sample.of(order.tensor());
    boolean isFloat = dtype == DType.FLOAT32;
    Grid grid = sample.grid(isFloat, !dtype.isFloating());
    return isFloat
        ? new FloatPass(order, grid, sample.median(), settings, kernel)
        : new DoublePass(order, grid, sample.median(), settings);
  }

  /** The number of elements that {@link #chunk} goes over. */
  static long elements(Tensor tensor) {
    return MemoryOrder.of(tensor).tensor().count();
  }
}
