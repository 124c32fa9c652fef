package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.network.torch.ElementType;
import java.util.Optional;

/** ONNX's element types as the engine's. */
final class ElementTypes {

  private ElementTypes() {}

  /** Empty for text, complex numbers and what is not stated. */
  static Optional<ElementType> of(OnnxElementType type) {
    return Optional.ofNullable(
        switch (type) {
          case FLOAT -> ElementType.FLOAT32;
          case UINT8 -> ElementType.UINT8;
          case INT8 -> ElementType.INT8;
          case UINT16 -> ElementType.UINT16;
          case INT16 -> ElementType.INT16;
          case INT32 -> ElementType.INT32;
          case INT64 -> ElementType.INT64;
          case BOOL -> ElementType.BOOL;
          case FLOAT16 -> ElementType.FLOAT16;
          case DOUBLE -> ElementType.FLOAT64;
          case UINT32 -> ElementType.UINT32;
          case UINT64 -> ElementType.UINT64;
          case BFLOAT16 -> ElementType.BFLOAT16;
          case FLOAT8E4M3FN -> ElementType.FLOAT8_E4M3;
          case FLOAT8E4M3FNUZ -> ElementType.FLOAT8_E4M3FNUZ;
          case FLOAT8E5M2 -> ElementType.FLOAT8_E5M2;
          case FLOAT8E5M2FNUZ -> ElementType.FLOAT8_E5M2FNUZ;
          case FLOAT8E8M0 -> ElementType.FLOAT8_E8M0;
          case FLOAT4E2M1 -> ElementType.FLOAT4;
          case UINT4 -> ElementType.UINT4;
          case INT4 -> ElementType.INT4;
          case UINT2 -> ElementType.UINT2;
          case INT2 -> ElementType.INT2;
          case UNDEFINED, STRING, COMPLEX64, COMPLEX128 -> null;
        });
  }

  /**
   * The type of this number, as attributes give it.
   *
   * @throws GraphException if arrays do not have it
   */
  static ElementType of(Call call, long number) {
    OnnxElementType type = OnnxElementType.of(number);
    if (type == null) throw call.refused("makes the element type " + number + ", which is unknown");
    return of(type).orElseThrow(() -> call.refused("makes arrays of " + type.label()));
  }
}
