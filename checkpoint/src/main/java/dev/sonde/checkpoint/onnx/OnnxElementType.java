package dev.sonde.checkpoint.onnx;

import dev.sonde.tensor.DType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The element types of {@code TensorProto.DataType}. */
public enum OnnxElementType {
  UNDEFINED(0, null),
  FLOAT(1, DType.FLOAT32),
  UINT8(2, DType.UINT8),
  INT8(3, DType.INT8),
  UINT16(4, DType.UINT16),
  INT16(5, DType.INT16),
  INT32(6, DType.INT32),
  INT64(7, DType.INT64),
  STRING(8, null),
  BOOL(9, DType.BOOL),
  FLOAT16(10, DType.FLOAT16),
  DOUBLE(11, DType.FLOAT64),
  UINT32(12, DType.UINT32),
  UINT64(13, DType.UINT64),
  COMPLEX64(14, DType.COMPLEX64),
  COMPLEX128(15, DType.COMPLEX128),
  BFLOAT16(16, DType.BFLOAT16),
  FLOAT8E4M3FN(17, DType.FLOAT8_E4M3),
  FLOAT8E4M3FNUZ(18, DType.FLOAT8_E4M3FNUZ),
  FLOAT8E5M2(19, DType.FLOAT8_E5M2),
  FLOAT8E5M2FNUZ(20, DType.FLOAT8_E5M2FNUZ),
  /** Two to a byte in the file, unpacked to one each. */
  UINT4(21, DType.UINT8),
  /** Two to a byte in the file, unpacked to one each. */
  INT4(22, DType.INT8),
  FLOAT4E2M1(23, null),
  FLOAT8E8M0(24, DType.FLOAT8_E8M0);

  private final int number;
  private final @Nullable DType dtype;

  OnnxElementType(int number, @Nullable DType dtype) {
    this.number = number;
    this.dtype = dtype;
  }

  /** The type of this number in the file, or null. */
  public static @Nullable OnnxElementType of(long number) {
    for (OnnxElementType type : values()) {
      if (type.number == number) return type;
    }
    return null;
  }

  /** The type's number in the file. */
  public int number() {
    return number;
  }

  /** The type of a tensor that holds such elements; null if they cannot be read as numbers. */
  public @Nullable DType dtype() {
    return dtype;
  }

  /** Whether the file packs two elements into each byte, the first in the low half. */
  public boolean isNibble() {
    return this == UINT4 || this == INT4;
  }

  /** {@code float32}, {@code int4}, {@code string}, … */
  public String label() {
    return dtype == null || isNibble() ? name().toLowerCase(Locale.ROOT) : dtype.label();
  }
}
