package dev.sonde.network.onnx;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Reinterpretation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same numbers, or the same bits, in another type. */
final class CastOperators {

  private CastOperators() {}

  static List<Operator> all() {
    return List.of(
        Operator.any("Cast", 1, Units.SAME, "round_mode saturate to", CastOperators::cast),
        Operator.any("CastLike", 2, Units.SAME, "round_mode saturate", CastOperators::castLike),
        Operator.one("BitCast", 1, Units.SAME, "to", CastOperators::sameBits).exact());
  }

  private static List<Datum> cast(Call call) {
    long to = call.opset() < 6 ? named(call) : call.integer("to", 0);
    if (to == OnnxElementType.STRING.number()) {
      return List.of(call.any(0) instanceof Datum.OfText text ? text : text(call.exact(0)));
    }
    return List.of(Datum.of(cast(call, ElementTypes.of(call, to))));
  }

  /** Before version 6 types were named. */
  private static long named(Call call) {
    String name = call.text("to", "");
    for (OnnxElementType type : OnnxElementType.values()) {
      if (type.name().equalsIgnoreCase(name)) return type.number();
    }
    throw call.refused("casts to '" + name + "'");
  }

  private static List<Datum> castLike(Call call) {
    if (call.any(1) instanceof Datum.OfText) {
      return List.of(call.any(0) instanceof Datum.OfText text ? text : text(call.exact(0)));
    }
    return List.of(Datum.of(cast(call, call.type(1))));
  }

  private static Array cast(Call call, ElementType type) {
    if (call.any(0) instanceof Datum.OfText text) return numbers(call, text, type);
    Array x = call.exact(0);
    if (type == ElementType.FLOAT8_E8M0) return Exponents.of(call, x);
    return Casts.to(x, type, call.flag("saturate", true));
  }

  /** As people write numbers: {@code 1.5}, {@code 3}, {@code -INF}. */
  private static Datum text(Array x) {
    List<String> elements = new ArrayList<>();
    if (x.isReal()) {
      boolean wide = x.type() == ElementType.FLOAT64;
      for (double one : x.toDoubles()) elements.add(written(one, wide));
    } else {
      for (long one : x.toLongs()) elements.add(Long.toString(one));
    }
    return new Datum.OfText(x.shape(), elements);
  }

  private static String written(double number, boolean wide) {
    if (Double.isNaN(number)) return "NaN";
    if (Double.isInfinite(number)) return number > 0 ? "INF" : "-INF";
    return wide ? Double.toString(number) : Float.toString((float) number);
  }

  private static Array numbers(Call call, Datum.OfText text, ElementType type) {
    long[] shape = text.shape().toArray();
    int count = text.elements().size();
    try {
      if (!type.isReal()) {
        long[] whole = new long[count];
        for (int i = 0; i < count; i++) whole[i] = Long.parseLong(text.elements().get(i).strip());
        return Array.ofIndices(whole, shape).to(type);
      }
      double[] reals = new double[count];
      for (int i = 0; i < count; i++) reals[i] = real(text.elements().get(i).strip());
      return Casts.to(Array.ofDoubles(reals, shape), type, true);
    } catch (NumberFormatException e) {
      throw call.refused("reads numbers out of text that holds none: " + e.getMessage());
    }
  }

  private static double real(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  private static Array sameBits(Call call) {
    Array x = call.exact(0);
    ElementType type = ElementTypes.of(call, call.integer("to", 0));
    if (x.type().bits() != type.bits()) {
      throw call.refused(
          "reads elements of " + x.type().bits() + " bits as ones of " + type.bits());
    }
    return Reinterpretation.of(x, type);
  }
}
