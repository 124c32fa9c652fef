package dev.sonde.analysis.scan;

import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The chunks of many tensors, numbered one after the other. A tensor has at least one, be it empty.
 */
final class Units {

  private final long[] elements;

  /** {@code starts[i]}: the number of the first chunk of tensor {@code i}. */
  private final long[] starts;

  /** Chunk {@code number} of tensor {@code tensor}: elements {@code start} to start + length. */
  record Unit(int tensor, long number, long start, int length) {}

  private Units(long[] elements, long[] starts) {
    this.elements = elements;
    this.starts = starts;
  }

  /** Of tensors in {@link MemoryOrder}. */
  static Units of(List<Tensor> tensors) {
    long[] elements = new long[tensors.size()];
    long[] starts = new long[tensors.size() + 1];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = MemoryOrder.of(tensors.get(i)).tensor().count();
      long chunks = (elements[i] + Pass.CHUNK - 1) / Pass.CHUNK;
      starts[i + 1] = starts[i] + Math.max(1, chunks);
    }
    return new Units(elements, starts);
  }

  long total() {
    return starts[elements.length];
  }

  long chunksOf(int tensor) {
    return starts[tensor + 1] - starts[tensor];
  }

  Unit at(long unit) {
    int found = Arrays.binarySearch(starts, unit);
    int tensor = found >= 0 ? found : -found - 2;
    long number = unit - starts[tensor];
    long start = number * Pass.CHUNK;
    return new Unit(tensor, number, start, (int) Math.min(Pass.CHUNK, elements[tensor] - start));
  }
}
