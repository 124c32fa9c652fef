package dev.sonde.analysis.scan;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A view of the same elements in the order in which they lie in memory, for questions that do not
 * depend on the order: a transposed matrix is then read as fast as a plain one, and a broadcast
 * axis (stride 0), along which a small file can claim 2⁶³ elements, is read once.
 *
 * @param repeats how often each element of the view stands in the tensor
 */
record MemoryOrder(Tensor tensor, long repeats) {

  static MemoryOrder of(Tensor tensor) {
    Tensor real = tensor.asReal();
    long[] strides = real.strides();
    if (real.isContiguous() || real.count() == 0) return new MemoryOrder(real, 1);
    int[] axes = new int[strides.length];
    int rank = 0;
    long repeats = 1;
    long offset = real.byteOffset();
    for (int axis = 0; axis < strides.length; axis++) {
      long extent = real.shape().extent(axis);
      if (extent == 1) continue;
      if (strides[axis] == 0) {
        repeats *= extent;
      } else {
        axes[rank++] = axis;
        if (strides[axis] < 0) offset += (extent - 1) * strides[axis] * real.dtype().byteSize();
      }
    }
    Integer[] order = Arrays.stream(axes, 0, rank).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingLong(axis -> -Math.abs(strides[axis])));
    long[] extents = new long[rank];
    long[] steps = new long[rank];
    for (int i = 0; i < rank; i++) {
      extents[i] = real.shape().extent(order[i]);
      steps[i] = Math.abs(strides[order[i]]);
    }
    Tensor view =
        Tensor.view(
            real.address(),
            real.dtype(),
            Shape.of(extents),
            real.storage(),
            offset,
            steps,
            real.order());
    return new MemoryOrder(view, repeats);
  }
}
