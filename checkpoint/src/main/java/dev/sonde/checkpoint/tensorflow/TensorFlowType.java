package dev.sonde.checkpoint.tensorflow;

import dev.sonde.tensor.DType;
import org.jspecify.annotations.Nullable;

/** TensorFlow's {@code DataType} numbers. */
final class TensorFlowType {

  static final long STRING = 7;

  private TensorFlowType() {}

  /** What elements of the type are read as; quantised ones as their integers. */
  static @Nullable DType of(long number) {
    return switch (Math.clamp(number, 0, 1000)) {
      case 1 -> DType.FLOAT32;
      case 2 -> DType.FLOAT64;
      case 3, 13 -> DType.INT32;
      case 4, 12 -> DType.UINT8;
      case 5, 15 -> DType.INT16;
      case 6, 11 -> DType.INT8;
      case 8 -> DType.COMPLEX64;
      case 9 -> DType.INT64;
      case 10 -> DType.BOOL;
      case 14 -> DType.BFLOAT16;
      case 16, 17 -> DType.UINT16;
      case 18 -> DType.COMPLEX128;
      case 19 -> DType.FLOAT16;
      case 22 -> DType.UINT32;
      case 23 -> DType.UINT64;
      case 24 -> DType.FLOAT8_E5M2;
      case 25 -> DType.FLOAT8_E4M3;
      default -> null;
    };
  }
}
