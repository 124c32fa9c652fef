package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Reinterpretation;

/** Casts to E8M0: a power of two in eight bits, nothing else. */
final class Exponents {

  private static final int BIAS = 127;
  private static final int NAN = 255;

  private Exponents() {}

  /** Rounded {@code up} (ONNX's default), {@code down} or to the {@code nearest}. */
  static Array of(Call call, Array x) {
    String mode = call.text("round_mode", "up");
    boolean saturate = call.flag("saturate", true);
    float[] values = x.toFloats();
    long[] codes = new long[values.length];
    for (int i = 0; i < codes.length; i++) codes[i] = code(call, values[i], mode, saturate);
    Array bytes = Array.ofIndices(codes, x.shape().toArray()).to(ElementType.UINT8);
    return Reinterpretation.of(bytes, ElementType.FLOAT8_E8M0);
  }

  private static long code(Call call, float value, String mode, boolean saturate) {
    if (Float.isNaN(value)) return NAN;
    if (Float.isInfinite(value)) return saturate ? NAN - 1 : NAN;
    // Signs have no place; what is too small is the least power.
    double size = Math.abs((double) value);
    if (size == 0) return 0;
    int exponent = Math.getExponent(size);
    double share = size / Math.scalb(1.0, exponent) - 1;
    boolean above =
        switch (mode) {
          case "up" -> share > 0;
          case "down" -> false;
          case "nearest" -> share >= .5;
          default -> throw call.refused("rounds by '" + mode + "'");
        };
    long code = (long) exponent + BIAS + (above ? 1 : 0);
    if (code >= NAN) return saturate ? NAN - 1 : NAN;
    return Math.max(0, code);
  }
}
