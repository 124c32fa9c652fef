package dev.sonde.network.program.exported;

import dev.sonde.tensor.DType;

/** The numbers by which exported programs write types; libtorch's own are others. */
final class Types {

  private static final int BFLOAT16 = 13;
  private static final int ATEN_BFLOAT16 = 15;

  private Types() {}

  /** libtorch's number of an element type. */
  static long element(Node number) {
    long written = number.whole();
    if (written >= 1 && written <= 12) return written - 1;
    if (written == BFLOAT16) return ATEN_BFLOAT16;
    throw number.wrong("type of elements that networks compute with");
  }

  static DType dtype(Node number) {
    return switch (Math.clamp(number.whole(), 0, 100)) {
      case 1 -> DType.UINT8;
      case 2 -> DType.INT8;
      case 3 -> DType.INT16;
      case 4 -> DType.INT32;
      case 5 -> DType.INT64;
      case 6 -> DType.FLOAT16;
      case 7 -> DType.FLOAT32;
      case 8 -> DType.FLOAT64;
      case 10 -> DType.COMPLEX64;
      case 11 -> DType.COMPLEX128;
      case 12 -> DType.BOOL;
      case BFLOAT16 -> DType.BFLOAT16;
      case 28 -> DType.UINT16;
      case 29 -> DType.FLOAT8_E4M3;
      case 30 -> DType.FLOAT8_E5M2;
      default -> throw number.wrong("known type of elements");
    };
  }

  /** libtorch's number of a memory format. */
  static long memoryFormat(Node number) {
    return switch (Math.clamp(number.whole(), 0, 100)) {
      case 1 -> 0;
      case 2 -> 2;
      case 3 -> 3;
      case 4 -> 1;
      default -> throw number.wrong("known memory format");
    };
  }
}
