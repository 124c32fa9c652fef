package dev.sonde.checkpoint.safetensors;

import dev.sonde.tensor.DType;
import dev.sonde.tensor.SmallFloat;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The format's names of element types. */
final class SafetensorsTypes {

  static final Map<DType, String> NAMES =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(DType.BOOL, "BOOL"),
              Map.entry(DType.UINT8, "U8"),
              Map.entry(DType.INT8, "I8"),
              Map.entry(DType.UINT16, "U16"),
              Map.entry(DType.INT16, "I16"),
              Map.entry(DType.UINT32, "U32"),
              Map.entry(DType.INT32, "I32"),
              Map.entry(DType.UINT64, "U64"),
              Map.entry(DType.INT64, "I64"),
              Map.entry(DType.FLOAT8_E4M3, "F8_E4M3"),
              Map.entry(DType.FLOAT8_E5M2, "F8_E5M2"),
              Map.entry(DType.FLOAT8_E4M3FNUZ, "F8_E4M3FNUZ"),
              Map.entry(DType.FLOAT8_E5M2FNUZ, "F8_E5M2FNUZ"),
              Map.entry(DType.FLOAT8_E8M0, "F8_E8M0"),
              Map.entry(DType.FLOAT16, "F16"),
              Map.entry(DType.BFLOAT16, "BF16"),
              Map.entry(DType.FLOAT32, "F32"),
              Map.entry(DType.FLOAT64, "F64"),
              Map.entry(DType.COMPLEX64, "C64")));

  static final Map<String, DType> TYPES =
      NAMES.entrySet().stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

  /** Types of fewer than eight bits, whose numbers are packed. */
  static final Map<String, SmallFloat> PACKED =
      Map.of(
          "F4", SmallFloat.FLOAT4_E2M1,
          "F6_E2M3", SmallFloat.FLOAT6_E2M3,
          "F6_E3M2", SmallFloat.FLOAT6_E3M2);

  private SafetensorsTypes() {}
}
