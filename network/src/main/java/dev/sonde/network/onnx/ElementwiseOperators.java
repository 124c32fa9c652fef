package dev.sonde.network.onnx;

import static dev.sonde.network.onnx.Units.SAME;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.Unary;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic, element by element, with broadcasting. */
final class ElementwiseOperators {

  private ElementwiseOperators() {}

  static List<Operator> all() {
    List<Operator> all = new ArrayList<>();
    unary(all, "Abs", Unary.ABS);
    unary(all, "Neg", Unary.NEGATE);
    unary(all, "Ceil", Unary.CEILING);
    unary(all, "Floor", Unary.FLOOR);
    unary(all, "Round", Unary.ROUND);
    all.add(Operator.one("Sign", 1, SAME, "", ElementwiseOperators::sign));
    unary(all, "Sqrt", Unary.SQUARE_ROOT);
    unary(all, "Reciprocal", Unary.RECIPROCAL);
    unary(all, "Exp", Unary.EXP);
    unary(all, "Log", Unary.LOG);
    unary(all, "Erf", Unary.ERF);
    unary(all, "Sin", Unary.SIN);
    unary(all, "Cos", Unary.COS);
    unary(all, "Tan", Unary.TAN);
    unary(all, "Asin", Unary.ASIN);
    unary(all, "Acos", Unary.ACOS);
    unary(all, "Atan", Unary.ATAN);
    unary(all, "Sinh", Unary.SINH);
    unary(all, "Cosh", Unary.COSH);
    unary(all, "Asinh", Unary.ASINH);
    unary(all, "Acosh", Unary.ACOSH);
    unary(all, "Atanh", Unary.ATANH);
    folded(all, "Add", 2, Binary.ADD);
    folded(all, "Sub", 2, Binary.SUBTRACT);
    folded(all, "Mul", 2, Binary.MULTIPLY);
    folded(all, "Sum", 1, Binary.ADD);
    folded(all, "Max", 1, Binary.MAXIMUM);
    folded(all, "Min", 1, Binary.MINIMUM);
    folded(all, "BitwiseAnd", 2, Binary.BITWISE_AND);
    folded(all, "BitwiseOr", 2, Binary.BITWISE_OR);
    folded(all, "BitwiseXor", 2, Binary.BITWISE_XOR);
    unary(all, "BitwiseNot", Unary.BITWISE_NOT);
    all.add(
        Operator.one(
            "Mean", 1, SAME, "", call -> fold(call, Binary.ADD).multiply(1.0 / call.inputs())));
    all.add(Operator.one("Div", 2, SAME, "", ElementwiseOperators::divide));
    all.add(Operator.one("Mod", 2, SAME, "fmod", ElementwiseOperators::modulo));
    all.add(Operator.one("Pow", 2, SAME, "", ElementwiseOperators::power));
    all.add(Operator.one("Clip", 1, SAME, "max min", ElementwiseOperators::clip));
    all.add(Operator.any("Identity", 1, SAME, "", call -> List.of(call.any(0))));
    all.add(Operator.one("BitShift", 2, SAME, "direction", ElementwiseOperators::shift));
    return all;
  }

  private static void unary(List<Operator> all, String name, Unary function) {
    all.add(Operator.one(name, 1, SAME, "", call -> function.of(call.input(0))));
  }

  private static void folded(List<Operator> all, String name, int inputs, Binary function) {
    all.add(Operator.one(name, inputs, SAME, "", call -> fold(call, function)));
  }

  private static Array fold(Call call, Binary function) {
    List<Array> inputs = call.all();
    Array folded = inputs.getFirst();
    for (Array next : inputs.subList(1, inputs.size()))
      folded = apply(call, function, folded, next);
    return folded;
  }

  static Array apply(Call call, Binary function, Array a, Array b) {
    Array other = binary(call) ? Legacy.aligned(call, a, b) : b;
    Broadcast.require(call, a, other);
    return function.of(a, other);
  }

  /** Operators of any number of arrays had no rules of alignment. */
  private static boolean binary(Call call) {
    return call.inputs() == 2 && !call.isCalled("Max", "Mean", "Min", "Sum");
  }

  private static Array divide(Call call) {
    Array a = call.input(0);
    boolean whole = !a.isReal() && !call.input(1).isReal();
    return apply(call, whole ? Binary.DIVIDE_WHOLE : Binary.DIVIDE, a, call.input(1));
  }

  private static Array modulo(Call call) {
    Binary function = call.flag("fmod", false) ? Binary.REMAINDER : Binary.MODULO;
    return apply(call, function, call.input(0), call.input(1));
  }

  /** The result has the type of the base, whatever the exponent's. */
  private static Array power(Call call) {
    Array base = call.input(0);
    Array exponent = call.input(1);
    if (base.isReal()) exponent = exponent.to(base.type());
    return apply(call, Binary.POWER, base, exponent).to(base.type());
  }

  /** Of what is no number no number. */
  private static Array sign(Call call) {
    Array x = call.input(0);
    Array sign = Unary.SIGN.of(x);
    return x.isReal() ? x.where(Unary.IS_NAN.of(x), sign) : sign;
  }

  /** Bounds are attributes before version 11, inputs since. */
  private static Array clip(Call call) {
    Array x = call.input(0);
    if (call.opset() < 11) {
      if (call.has("min")) x = x.atLeast(call.real("min", 0));
      return call.has("max") ? x.atMost(call.real("max", 0)) : x;
    }
    if (call.optional(1).isPresent()) x = x.atLeast(bound(call, 1));
    return call.optional(2).isPresent() ? x.atMost(bound(call, 2)) : x;
  }

  private static Array bound(Call call, int input) {
    Array bound = call.input(input);
    if (bound.count() != 1) throw call.refused("needs one number as its input " + input);
    return bound.view();
  }

  /** Of numbers without sign, so that zeros come in from the left too. */
  private static Array shift(Call call) {
    Array x = call.input(0);
    Array by = call.input(1);
    Broadcast.require(call, x, by);
    String direction = call.text("direction", "");
    return switch (direction) {
      case "LEFT" -> Binary.SHIFT_LEFT.of(x, by);
      case "RIGHT" -> {
        Array shifted = Binary.SHIFT_RIGHT.of(x, by);
        if (call.type(0) != ElementType.UINT64) yield shifted;
        // The engine's shift keeps the sign that 64 bits have for it: its copies are cleared.
        Array one = Array.ofIndices(new long[] {1});
        Array kept = Binary.SHIFT_LEFT.of(one, Array.ofIndices(new long[] {64}).subtract(by));
        Array mask = kept.subtract(one);
        yield Binary.BITWISE_AND.of(shifted, mask).where(by.truths(), shifted);
      }
      default -> throw call.refused("shifts in the direction '" + direction + "'");
    };
  }
}
