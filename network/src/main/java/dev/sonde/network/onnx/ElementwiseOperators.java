package dev.sonde.network.onnx;

import static dev.sonde.network.onnx.Units.SAME;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Binary;
import dev.sonde.network.torch.ElementType;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Unary;
import dev.sonde.tensor.DType;
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
    unary(all, "Sign", Unary.SIGN);
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
    all.add(Operator.one("Identity", 1, SAME, "", call -> call.input(0).alias()));
    all.add(Operator.one("Cast", 1, SAME, "saturate to", ElementwiseOperators::cast));
    all.add(
        Operator.one(
            "CastLike", 2, SAME, "saturate", call -> call.input(0).to(call.input(1).type())));
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
    Broadcast.require(call, a, b);
    return function.of(a, b);
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

  /** Bounds are attributes before version 11, inputs since. */
  private static Array clip(Call call) {
    Array x = call.input(0);
    if (call.opset() < 11) {
      if (call.has("min")) x = x.atLeast(call.real("min", 0));
      return call.has("max") ? x.atMost(call.real("max", 0)) : x;
    }
    if (!x.isReal()) {
      if (call.optional(1).isPresent()) x = Binary.MAXIMUM.of(x, call.input(1));
      return call.optional(2).isPresent() ? Binary.MINIMUM.of(x, call.input(2)) : x;
    }
    if (call.optional(1).isPresent()) x = x.atLeast(call.number(1));
    return call.optional(2).isPresent() ? x.atMost(call.number(2)) : x;
  }

  private static Array cast(Call call) {
    long to = call.integer("to", 0);
    OnnxElementType type = OnnxElementType.of(to);
    DType dtype = type == null ? null : type.dtype();
    if (type == null || dtype == null || type.isNibble()) {
      throw call.refused("casts to " + (type == null ? "type " + to : type.label()));
    }
    try {
      return call.input(0).to(ElementType.of(dtype));
    } catch (TorchException e) {
      throw call.refused("casts to " + type.label() + ": " + e.getMessage());
    }
  }
}
