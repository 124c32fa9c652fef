package dev.sonde.network.program;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.LittleEndian;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** Tensors in the type in which networks are computed. */
public final class Float32 {

  private Float32() {}

  /**
   * Half precision and other types that float32 holds, as float32, made when they are first read;
   * any other tensor as it is.
   */
  public static Tensor of(Tensor tensor) {
    if (tensor.dtype() == DType.FLOAT32 || !tensor.dtype().fitsFloat()) return tensor;
    if (!tensor.dtype().isFloating()) return tensor;
    Storage storage =
        Storage.deferred(
            Math.multiplyExact(4L, tensor.count()),
            target -> {
              float[] numbers = tensor.toFloats();
              MemorySegment.copy(numbers, 0, target, LittleEndian.FLOAT, 0, numbers.length);
            });
    return Tensor.of(tensor.address(), DType.FLOAT32, tensor.shape(), storage, 0);
  }
}
