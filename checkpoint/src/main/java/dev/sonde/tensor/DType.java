package dev.sonde.tensor;

/** The type of a tensor's elements, under the name that NumPy and PyTorch users know. */
public enum DType {
  BOOL("bool", 1),
  UINT8("uint8", 1),
  INT8("int8", 1),
  UINT16("uint16", 2),
  INT16("int16", 2),
  UINT32("uint32", 4),
  INT32("int32", 4),
  UINT64("uint64", 8),
  INT64("int64", 8),
  FLOAT8_E4M3("float8_e4m3fn", 1),
  FLOAT8_E5M2("float8_e5m2", 1),
  FLOAT8_E4M3FNUZ("float8_e4m3fnuz", 1),
  FLOAT8_E5M2FNUZ("float8_e5m2fnuz", 1),
  FLOAT8_E8M0("float8_e8m0fnu", 1),
  FLOAT16("float16", 2),
  BFLOAT16("bfloat16", 2),
  FLOAT32("float32", 4),
  FLOAT64("float64", 8),
  COMPLEX64("complex64", 8),
  COMPLEX128("complex128", 16);

  private final String label;
  private final int byteSize;

  DType(String label, int byteSize) {
    this.label = label;
    this.byteSize = byteSize;
  }

  /** The name in tables and JSON: {@code float32}, {@code bfloat16}, … */
  public String label() {
    return label;
  }

  /** Bytes of one element. */
  public int byteSize() {
    return byteSize;
  }

  /** Bytes of the unit that byte order applies to: half an element for complex types. */
  public int componentSize() {
    return isComplex() ? byteSize / 2 : byteSize;
  }

  public boolean isComplex() {
    return this == COMPLEX64 || this == COMPLEX128;
  }

  /** Whether NaN and infinity exist in this type. */
  public boolean isFloating() {
    return switch (this) {
      case FLOAT8_E4M3, FLOAT8_E5M2, FLOAT8_E4M3FNUZ, FLOAT8_E5M2FNUZ, FLOAT8_E8M0 -> true;
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> true;
      case BOOL, UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> false;
    };
  }

  /** Whether every value of the type is a {@code float} without rounding. */
  public boolean fitsFloat() {
    return switch (this) {
      case FLOAT8_E4M3, FLOAT8_E5M2, FLOAT8_E4M3FNUZ, FLOAT8_E5M2FNUZ, FLOAT8_E8M0 -> true;
      case BOOL, UINT8, INT8, UINT16, INT16, FLOAT16, BFLOAT16, FLOAT32 -> true;
      case UINT32, INT32, UINT64, INT64, FLOAT64, COMPLEX64, COMPLEX128 -> false;
    };
  }
}
