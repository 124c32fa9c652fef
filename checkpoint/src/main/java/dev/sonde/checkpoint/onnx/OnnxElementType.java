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
  FLOAT8E8M0(24, DType.FLOAT8_E8M0),
  /** Four to a byte in the file, unpacked to one each. */
  UINT2(25, DType.UINT8),
  /** Four to a byte in the file, unpacked to one each. */
  INT2(26, DType.INT8);

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

  /**
   * Bits of one element in the file, where several share a byte, the first in its low bits; else 8.
   */
  public int packedBits() {
    return switch (this) {
      case UINT4, INT4, FLOAT4E2M1 -> 4;
      case UINT2, INT2 -> 2;
      default -> 8;
    };
  }

  /** Whether the file packs several elements into each byte. */
  public boolean isPacked() {
    return packedBits() < 8;
  }

  /** Whether elements are eight bits or fewer that stand for real numbers no {@link DType} has. */
  public boolean isCoded() {
    return switch (this) {
      case FLOAT8E4M3FNUZ, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 -> true;
      default -> false;
    };
  }

  /** {@code float32}, {@code int4}, {@code string}, … */
  public String label() {
    return dtype == null || isPacked() ? name().toLowerCase(Locale.ROOT) : dtype.label();
  }
}
