package dev.sonde.network.torch;

import dev.sonde.tensor.DType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The types of elements that arrays have.
 *
 * <p>The engine computes with the first ten. The others are held exactly, each element in the bits
 * that it has (2- and 4-bit ones in a byte each): whoever computes with them takes the {@link
 * #wide} type and comes back by {@link Array#to}.
 */
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
  FLOAT64(ScalarType.Double, DType.FLOAT64),
  UINT16(ScalarType.UInt16, DType.UINT16),
  UINT32(ScalarType.UInt32, DType.UINT32),
  UINT64(ScalarType.UInt64, DType.UINT64),
  FLOAT8_E4M3(ScalarType.Float8_e4m3fn, DType.FLOAT8_E4M3),
  FLOAT8_E5M2(ScalarType.Float8_e5m2, DType.FLOAT8_E5M2),
  FLOAT8_E4M3FNUZ(ScalarType.Float8_e4m3fnuz, DType.FLOAT32),
  FLOAT8_E5M2FNUZ(ScalarType.Float8_e5m2fnuz, DType.FLOAT32),
  FLOAT8_E8M0(ScalarType.Float8_e8m0fnu, DType.FLOAT32),
  FLOAT4(ScalarType.Float4_e2m1fn_x2, DType.FLOAT32),
  UINT4(ScalarType.UInt4, DType.UINT8),
  INT4(ScalarType.Int4, DType.INT8),
  UINT2(ScalarType.UInt2, DType.UINT8),
  INT2(ScalarType.Int2, DType.INT8);

  private final ScalarType scalar;
  private final DType dtype;

  ElementType(ScalarType scalar, DType dtype) {
    this.scalar = scalar;
    this.dtype = dtype;
  }

  ScalarType scalar() {
    return scalar;
  }

  /** The narrowest type of files that holds every element. */
  public DType dtype() {
    return dtype;
  }

  /** Whether elements stand for real numbers, so that gradients exist. */
  public boolean isReal() {
    return dtype.isFloating();
  }

  /** Whether the engine computes with elements of this type. */
  static boolean knows(ScalarType scalar) {
    for (ElementType type : values()) {
      if (type.scalar.value == scalar.value) return type.wide() == type;
    }
    return false;
  }

  /** Whether elements are whole numbers of at least 0. */
  public boolean isUnsigned() {
    return switch (this) {
      case UINT8, UINT16, UINT32, UINT64, UINT4, UINT2 -> true;
      default -> false;
    };
  }

  /** Bits of one element. */
  public int bits() {
    return switch (this) {
      case UINT4, INT4, FLOAT4 -> 4;
      case UINT2, INT2 -> 2;
      case FLOAT8_E4M3FNUZ, FLOAT8_E5M2FNUZ, FLOAT8_E8M0 -> 8;
      default -> 8 * dtype.byteSize();
    };
  }

  /**
   * The type that the engine computes with for elements of this one: itself, or the next that holds
   * them all; of uint64 the signed type of the same bits.
   */
  public ElementType wide() {
    return switch (this) {
      case BOOL, UINT8, INT8, INT16, INT32, INT64, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> this;
      case UINT16 -> INT32;
      case UINT32, UINT64 -> INT64;
      case FLOAT8_E4M3, FLOAT8_E5M2, FLOAT8_E4M3FNUZ, FLOAT8_E5M2FNUZ, FLOAT8_E8M0, FLOAT4 ->
          FLOAT32;
      case UINT4, UINT2 -> UINT8;
      case INT4, INT2 -> INT8;
    };
  }

  static ElementType of(ScalarType scalar) {
    for (ElementType type : values()) {
      if (type.scalar.value == scalar.value) return type;
    }
    throw new TorchException("arrays of " + scalar + " are not read");
  }

  /**
   * The type that computes with every element of a type of files: unsigned ones of 16 and 32 bits
   * go to the next wider.
   *
   * @throws TorchException if there is none
   */
  public static ElementType of(DType dtype) {
    ElementType exact = exact(dtype);
    if (exact == UINT64 || (exact.bits() == 8 && exact.isReal())) {
      throw new TorchException("networks do not compute with " + dtype.label());
    }
    return exact.wide();
  }

  /**
   * The type with exactly the elements of a type of files.
   *
   * @throws TorchException if there is none
   */
  public static ElementType exact(DType dtype) {
    for (ElementType type : values()) if (type.dtype == dtype) return type;
    throw new TorchException("networks do not compute with " + dtype.label());
  }
}
