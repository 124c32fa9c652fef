package dev.sonde.checkpoint.numpy;

import dev.sonde.tensor.DType;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a header's {@code descr} says of the elements. */
sealed interface NpyType {

  /** Numbers. */
  record Numeric(DType dtype, ByteOrder order) implements NpyType {}

  /** Something else; {@code why} completes the sentence "… cannot be read: ". */
  record Refused(String why) implements NpyType {}

  Refused STRUCTURED =
      new Refused("a structured array (named fields); save each field as an array of its own");

  /**
   * What NumPy reads under its name, {@code float32}, and what ml_dtypes adds: {@code bfloat16}.
   */
  Map<String, DType> NAMES =
      Stream.of(DType.values()).collect(Collectors.toUnmodifiableMap(DType::label, type -> type));

  /** The type of a {@code descr} string such as {@code <f4}, {@code |b1} or {@code >c16}. */
  static NpyType of(String descr) {
    String type = descr;
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    if (!type.isEmpty() && "<>|=".indexOf(type.charAt(0)) >= 0) {
      // "=" is the writer's own order; every machine that trains networks is little-endian.
      if (type.charAt(0) == '>') order = ByteOrder.BIG_ENDIAN;
      type = type.substring(1);
    }
    DType dtype = numeric(type);
    return dtype != null ? new Numeric(dtype, order) : new Refused(why(type, descr));
  }

  private static @Nullable DType numeric(String type) {
    return switch (type) {
      case "?", "b1" -> DType.BOOL;
      case "i1" -> DType.INT8;
      case "u1" -> DType.UINT8;
      case "i2" -> DType.INT16;
      case "u2" -> DType.UINT16;
      case "i4" -> DType.INT32;
      case "u4" -> DType.UINT32;
      case "i8" -> DType.INT64;
      case "u8" -> DType.UINT64;
      case "f2" -> DType.FLOAT16;
      case "f4" -> DType.FLOAT32;
      case "f8" -> DType.FLOAT64;
      case "c8" -> DType.COMPLEX64;
      case "c16" -> DType.COMPLEX128;
      // Of ml_dtypes' types only this one has a code of NumPy's kind.
      case "f1" -> DType.FLOAT8_E5M2;
      // The names that NumPy has beside those that say their bits.
      case "half" -> DType.FLOAT16;
      case "single" -> DType.FLOAT32;
      case "float", "double" -> DType.FLOAT64;
      case "csingle" -> DType.COMPLEX64;
      case "complex", "cdouble" -> DType.COMPLEX128;
      case "byte" -> DType.INT8;
      case "ubyte" -> DType.UINT8;
      case "short" -> DType.INT16;
      case "ushort" -> DType.UINT16;
      case "intc" -> DType.INT32;
      case "uintc" -> DType.UINT32;
      case "int", "longlong" -> DType.INT64;
      case "ulonglong" -> DType.UINT64;
      default -> NAMES.get(type);
    };
  }

  private static String why(String type, String descr) {
    return switch (type.isEmpty() ? ' ' : type.charAt(0)) {
      case 'O' ->
          "an array of Python objects, which is a pickle that loading would execute;"
              + " save the numbers as an array of a numeric type";
      case 'S', 'a', 'U', 'T' -> "an array of text ('" + descr + "'), not of numbers";
      case 'M', 'm' -> "an array of dates or durations ('" + descr + "'); save it as int64";
      case 'V' ->
          "raw bytes without a numeric type ('"
              + descr
              + "'), as NumPy writes bfloat16 and other types that are not its own; save it as"
              + " float32";
      case 'f', 'c' ->
          "the extended type '"
              + descr
              + "', whose bytes differ between machines; save it as"
              + " float64 or complex128";
      default -> "the element type '" + descr + "', which is not known";
    };
  }
}
