package dev.sonde.checkpoint.gate;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;

/** The parts of a tensor along its first axis. */
final class Planes {

  private Planes() {}

  /**
   * The {@code index}-th part, without the axis: a matrix of a stack of them, a row of a matrix.
   */
  static Tensor select(Tensor tensor, long index) {
    Tensor one = tensor.slice(0, index, index + 1);
    long[] extents = one.shape().toArray();
    long[] strides = one.strides();
    return Tensor.view(
        one.address(),
        one.dtype(),
        Shape.of(Arrays.copyOfRange(extents, 1, extents.length)),
        one.storage(),
        one.byteOffset(),
        Arrays.copyOfRange(strides, 1, strides.length),
        one.order());
  }
}
