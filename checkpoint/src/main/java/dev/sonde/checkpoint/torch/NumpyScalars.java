package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Bool;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.Real;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads NumPy scalars ({@code numpy.float64(0.93)}, a best accuracy) as the numbers they are. */
final class NumpyScalars {

  private NumpyScalars() {}

  /** The number at the start of {@code dense}; a complex one stays a tensor without axes. */
  static Rebuilt of(Rebuilt.Dense dense, String where) {
    DType dtype = dense.dtype();
    if (dtype.isComplex()) return dense;
    try {
      Tensor tensor =
          Tensor.view(where, dtype, Shape.of(), dense.storage(), 0, new long[0], dense.order());
      return new Rebuilt.Scalar(
          dtype.isFloating() ? new Real(tensor.toDoubles()[0]) : integer(tensor));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(where + ": " + e.getMessage(), e);
    }
  }

  private static PickleValue integer(Tensor tensor) {
    DType dtype = tensor.dtype();
    ByteBuffer bytes = ByteBuffer.allocate(dtype.byteSize()).order(ByteOrder.LITTLE_ENDIAN);
    tensor.reader().littleEndian(0, bytes, 1);
    bytes.flip();
    return switch (dtype) {
      case BOOL -> new Bool(bytes.get(0) != 0);
      case UINT64 -> unsigned(bytes.getLong(0));
      case INT64 -> new Int(bytes.getLong(0));
      default -> new Int((long) tensor.toDoubles()[0]);
    };
  }

  private static PickleValue unsigned(long bits) {
    return bits >= 0
        ? new Int(bits)
        : new PickleValue.BigInt(new BigInteger(Long.toUnsignedString(bits)));
  }
}
