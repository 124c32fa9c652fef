package dev.sonde.network.torch;

import dev.sonde.tensor.DType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The types of elements that arrays are computed with. */
public enum ElementType {
  BOOL(ScalarType.Bool, DType.BOOL),
  UINT8(ScalarType.Byte, DType.UINT8),
  INT8(ScalarType.Char, DType.INT8),
  INT16(ScalarType.Short, DType.INT16),
  INT32(ScalarType.Int, DType.INT32),
  INT64(ScalarType.Long, DType.INT64),
  FLOAT16(ScalarType.Half, DType.FLOAT16),
  BFLOAT16(ScalarType.BFloat16, DType.BFLOAT16),
  FLOAT32(ScalarType.Float, DType.FLOAT32),
  FLOAT64(ScalarType.Double, DType.FLOAT64);

  private final ScalarType scalar;
  private final DType dtype;

  ElementType(ScalarType scalar, DType dtype) {
    this.scalar = scalar;
    this.dtype = dtype;
  }

  ScalarType scalar() {
    return scalar;
  }

  /** The same type in files. */
  public DType dtype() {
    return dtype;
  }

  /** Whether elements stand for real numbers, so that gradients exist. */
  public boolean isReal() {
    return dtype.isFloating();
  }

  static boolean knows(ScalarType scalar) {
    for (ElementType type : values()) {
      if (type.scalar.value == scalar.value) return true;
    }
    return false;
  }

  static ElementType of(ScalarType scalar) {
    for (ElementType type : values()) {
      if (type.scalar.value == scalar.value) return type;
    }
    throw new TorchException("arrays of " + scalar + " are not read");
  }

  /**
   * The type that holds every element of a type of files: unsigned ones of 16 and 32 bits go to the
   * next wider.
   *
   * @throws TorchException if there is none
   */
  public static ElementType of(DType dtype) {
    return switch (dtype) {
      case BOOL -> BOOL;
      case UINT8 -> UINT8;
      case INT8 -> INT8;
      case INT16 -> INT16;
      case UINT16, INT32 -> INT32;
      case UINT32, INT64 -> INT64;
      case FLOAT16 -> FLOAT16;
      case BFLOAT16 -> BFLOAT16;
      case FLOAT32 -> FLOAT32;
      case FLOAT64 -> FLOAT64;
      case UINT64,
          FLOAT8_E4M3,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E8M0,
          COMPLEX64,
          COMPLEX128 ->
          throw new TorchException("networks do not compute with " + dtype.label());
    };
  }
}
