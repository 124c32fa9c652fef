package dev.sonde.analysis.scan;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;

/** One way to scan a tensor, chunk by chunk. Chunks may be scanned at once and in any order. */
sealed interface Pass permits SortedPass, CodePass, FloatPass, DoublePass {

  /** Elements of a chunk: fixed, so that a result does not depend on the number of threads. */
  long CHUNK = 1L << 22;

  /** Up to this many elements are sorted, which gives exact quantiles. */
  int SORTED = 1 << 14;

  void chunk(long start, int length, Scratch scratch);

  /** After all chunks. */
  Scan result();

  static Pass of(Tensor tensor, Scan.Settings settings) {
    MemoryOrder order = MemoryOrder.of(tensor);
    if (order.tensor().count() <= SORTED) return new SortedPass(order, settings);
    DType dtype = order.tensor().dtype();
    if (dtype.byteSize() <= 2) return new CodePass(order, settings);
    Sample sample = Sample.of(order.tensor());
    if (dtype == DType.FLOAT32) {
      return new FloatPass(order, sample.grid(Grid.Values.FLOATS), sample.median(), settings);
    }
    Grid.Values values = dtype.isFloating() ? Grid.Values.DOUBLES : Grid.Values.INTEGERS;
    return new DoublePass(order, sample.grid(values), sample.median(), settings);
  }
}
