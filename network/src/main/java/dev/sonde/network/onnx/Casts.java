package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;

/** From one type of elements to another as ONNX's tables say. */
final class Casts {

  private Casts() {}

  /**
   * @param saturate whether reals beyond an 8-bit type become its largest instead of NaN or
   *     infinity
   */
  static Array to(Array x, ElementType type, boolean saturate) {
    if (!type.isReal() && x.isReal() && type == ElementType.BOOL) return x.truths();
    return saturate ? saturated(x, type).to(type) : x.to(type);
  }

  private static Array saturated(Array x, ElementType type) {
    return switch (type) {
      case FLOAT8_E4M3 -> bounded(x, 448);
      case FLOAT8_E5M2 -> bounded(x, 57344);
      case FLOAT8_E4M3FNUZ -> bounded(x, 240);
      case FLOAT8_E5M2FNUZ -> bounded(x, 57344);
      default -> x;
    };
  }

  private static Array bounded(Array x, double most) {
    return x.wide().atLeast(-most).atMost(most);
  }
}
