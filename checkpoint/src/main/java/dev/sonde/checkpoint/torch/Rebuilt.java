package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Storage;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rebuild call in a pickle stands for. */
sealed interface Rebuilt {

  /**
   * One tensor over bytes of the file.
   *
   * @param strides in elements
   * @param note something the numbers alone do not tell, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
  record Dense(
      DType dtype,
      long[] extents,
      Storage storage,
      long byteOffset,
      long[] strides,
      ByteOrder order,
      @Nullable String note)
      implements Rebuilt {}

  /** Several values under one name: a sparse or quantised tensor by its components. */
  record Parts(Map<String, Dense> tensors, Map<String, PickleValue> values) implements Rebuilt {}

  /** A single number, which is no tensor to PyTorch and belongs among the settings. */
  record Scalar(PickleValue value) implements Rebuilt {}

  /**
   * A tensor subclass that only wraps others, which are among its attributes.
   *
   * @param made what PyTorch would make: class, type, shape
   */
  record Wrapper(Call made) implements Rebuilt {}

  /** A tensor whose numbers are not here or cannot be read. */
  record Absent(String why) implements Rebuilt {}
}
