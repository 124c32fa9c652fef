package dev.sonde.network.program;

import dev.sonde.network.program.Builtins.Builtin;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;

/** Arithmetic of single numbers, as Python has it. */
final class NumberOperators {

  private NumberOperators() {}

  static Map<String, Builtin> all() {
    Map<String, Builtin> all = new HashMap<>();
    both(all, "aten::add", Math::addExact, Double::sum);
    both(all, "aten::sub", Math::subtractExact, (a, b) -> a - b);
    both(all, "aten::mul", Math::multiplyExact, (a, b) -> a * b);
    both(all, "aten::floordiv", Math::floorDiv, (a, b) -> Math.floor(a / b));
    both(all, "aten::remainder", Math::floorMod, (a, b) -> a - b * Math.floor(a / b));
    both(all, "aten::fmod", (a, b) -> a % b, (a, b) -> a % b);
    both(all, "prim::min", Math::min, Math::min);
    both(all, "prim::max", Math::max, Math::max);
    all.put("aten::div", (_, a) -> real(a, (x, y) -> divided(x, y)));
    all.put("aten::pow", (_, a) -> power(a));
    all.put("aten::neg", (_, a) -> negative(a));
    all.put("prim::abs", (_, a) -> absolute(a));
    all.put("aten::abs", (_, a) -> absolute(a));
    compare(all, "aten::eq", c -> c == 0);
    compare(all, "aten::ne", c -> c != 0);
    compare(all, "aten::lt", c -> c == -1);
    compare(all, "aten::le", c -> c == -1 || c == 0);
    compare(all, "aten::gt", c -> c == 1);
    compare(all, "aten::ge", c -> c == 1 || c == 0);
    whole(all, "aten::__and__", (a, b) -> a & b);
    whole(all, "aten::__or__", (a, b) -> a | b);
    whole(all, "aten::__xor__", (a, b) -> a ^ b);
    whole(all, "aten::__lshift__", (a, b) -> b < 0 || b > 63 ? 0 : a << b);
    whole(all, "aten::__rshift__", (a, b) -> b < 0 || b > 63 ? 0 : a >> b);
    all.put("aten::__not__", (_, a) -> single(a).map(v -> Value.of(!isTrue(v))));
    all.put("aten::Int", (_, a) -> single(a).map(NumberOperators::toWhole));
    all.put("aten::Float", (_, a) -> single(a).map(NumberOperators::toReal));
    all.put(
        "prim::implicit",
        (_, a) ->
            Optional.of(a.getFirst() instanceof Value.OfArray one ? item(one) : a.getFirst()));
    all.put("aten::Bool", (_, a) -> single(a).map(v -> Value.of(isTrue(v))));
    all.put("aten::Complex", (_, _) -> Optional.empty());
    rounded(all, "aten::floor", Math::floor);
    rounded(all, "aten::ceil", Math::ceil);
    rounded(all, "aten::round", Math::rint);
    rounded(all, "aten::trunc", d -> d < 0 ? Math.ceil(d) : Math.floor(d));
    function(all, "aten::sqrt", Math::sqrt);
    function(all, "aten::exp", Math::exp);
    function(all, "aten::log", Math::log);
    function(all, "aten::log2", d -> Math.log(d) / Math.log(2));
    function(all, "aten::log10", Math::log10);
    function(all, "aten::sin", Math::sin);
    function(all, "aten::cos", Math::cos);
    function(all, "aten::tan", Math::tan);
    function(all, "aten::tanh", Math::tanh);
    function(all, "aten::isinf", d -> Double.isInfinite(d) ? 1 : 0);
    all.put("aten::__range_length", (_, a) -> rangeLength(a));
    all.put("aten::__derive_index", (_, a) -> derived(a));
    return all;
  }

  /** Whether arithmetic is meant: numbers only. */
  static boolean isNumber(Value value) {
    return value instanceof Value.Whole
        || value instanceof Value.Real
        || value instanceof Value.Truth;
  }

  static double real(Value value) {
    return switch (value) {
      case Value.Whole whole -> whole.number();
      case Value.Real real -> real.number();
      case Value.Truth truth -> truth.truth() ? 1 : 0;
      default -> throw new TorchException(value.kind() + " is no number");
    };
  }

  static long whole(Value value) {
    return switch (value) {
      case Value.Whole whole -> whole.number();
      case Value.Truth truth -> truth.truth() ? 1 : 0;
      default -> throw new TorchException(value.kind() + " is no whole number");
    };
  }

  static boolean isTrue(Value value) {
    return switch (value) {
      case Value.OfArray array -> array.array().item() != 0;
      case Value.Nothing _ -> false;
      default -> real(value) != 0;
    };
  }

  private static Optional<Value> single(List<Value> arguments) {
    if (arguments.size() != 1) return Optional.empty();
    Value value = arguments.getFirst();
    if (value instanceof Value.OfArray array) {
      if (array.array().count() != 1) {
        throw new TorchException("an array of " + array.array().count() + " is no single number");
      }
      return Optional.of(value);
    }
    return isNumber(value) ? Optional.of(value) : Optional.empty();
  }

  private static Value toWhole(Value value) {
    if (value instanceof Value.OfArray array) {
      return Value.of(
          array.array().isReal() ? (long) array.array().item() : array.array().toLongs()[0]);
    }
    return Value.of(value instanceof Value.Real real ? (long) real.number() : whole(value));
  }

  private static Value item(Value.OfArray one) {
    return one.array().isReal() ? toReal(one) : toWhole(one);
  }

  private static Value toReal(Value value) {
    return Value.of(value instanceof Value.OfArray array ? array.array().item() : real(value));
  }

  private static boolean wholes(List<Value> arguments) {
    return arguments.stream().noneMatch(Value.Real.class::isInstance);
  }

  private static boolean numbers(List<Value> arguments, int count) {
    return arguments.size() == count && arguments.stream().allMatch(NumberOperators::isNumber);
  }

  private static void both(
      Map<String, Builtin> all, String name, LongBinaryOperator whole, DoubleBinaryOperator real) {
    all.put(
        name,
        (_, a) -> {
          if (!numbers(a, 2)) return Optional.empty();
          if (wholes(a))
            return Optional.of(Value.of(whole.applyAsLong(whole(a.get(0)), whole(a.get(1)))));
          return Optional.of(Value.of(real.applyAsDouble(real(a.get(0)), real(a.get(1)))));
        });
  }

  private static Optional<Value> real(List<Value> a, DoubleBinaryOperator function) {
    if (!numbers(a, 2)) return Optional.empty();
    return Optional.of(Value.of(function.applyAsDouble(real(a.get(0)), real(a.get(1)))));
  }

  private static double divided(double x, double y) {
    if (y == 0) throw new ArithmeticException("division by zero");
    return x / y;
  }

  private static Optional<Value> power(List<Value> a) {
    if (!numbers(a, 2)) return Optional.empty();
    double power = Math.pow(real(a.get(0)), real(a.get(1)));
    boolean whole = wholes(a) && real(a.get(1)) >= 0 && Math.abs(power) < (1L << 53);
    return Optional.of(whole ? Value.of((long) power) : Value.of(power));
  }

  private static Optional<Value> negative(List<Value> a) {
    if (!numbers(a, 1)) return Optional.empty();
    return Optional.of(wholes(a) ? Value.of(-whole(a.getFirst())) : Value.of(-real(a.getFirst())));
  }

  private static Optional<Value> absolute(List<Value> a) {
    if (!numbers(a, 1)) return Optional.empty();
    double real = real(a.getFirst());
    return Optional.of(
        wholes(a) ? Value.of(Math.abs(whole(a.getFirst()))) : Value.of(Math.abs(real)));
  }

  private interface Verdict {
    boolean of(int compared);
  }

  /** Numbers and texts; 2 where they cannot be ordered. */
  private static void compare(Map<String, Builtin> all, String name, Verdict verdict) {
    all.put(
        name,
        (_, a) -> {
          if (numbers(a, 2)) return Optional.of(Value.of(verdict.of(compared(a))));
          if (a.size() == 2
              && a.get(0) instanceof Value.Text x
              && a.get(1) instanceof Value.Text y) {
            return Optional.of(Value.of(verdict.of(Integer.signum(x.text().compareTo(y.text())))));
          }
          return Optional.empty();
        });
  }

  private static int compared(List<Value> a) {
    if (wholes(a)) return Long.compare(whole(a.get(0)), whole(a.get(1)));
    double x = real(a.get(0));
    double y = real(a.get(1));
    if (x < y) return -1;
    if (x > y) return 1;
    return x == y ? 0 : 2;
  }

  private static void whole(Map<String, Builtin> all, String name, LongBinaryOperator function) {
    all.put(
        name,
        (_, a) -> {
          if (!numbers(a, 2) || !wholes(a)) return Optional.empty();
          long result = function.applyAsLong(whole(a.get(0)), whole(a.get(1)));
          boolean truths = a.stream().allMatch(Value.Truth.class::isInstance);
          return Optional.of(truths ? Value.of(result != 0) : Value.of(result));
        });
  }

  private static void rounded(Map<String, Builtin> all, String name, DoubleUnaryOperator function) {
    all.put(
        name,
        (_, a) ->
            numbers(a, 1)
                ? Optional.of(Value.of((long) function.applyAsDouble(real(a.getFirst()))))
                : Optional.empty());
  }

  private static void function(
      Map<String, Builtin> all, String name, DoubleUnaryOperator function) {
    all.put(
        name,
        (_, a) ->
            numbers(a, 1)
                ? Optional.of(Value.of(function.applyAsDouble(real(a.getFirst()))))
                : Optional.empty());
  }

  /** How many numbers {@code range(from, to, step)} has. */
  private static Optional<Value> rangeLength(List<Value> a) {
    if (!numbers(a, 3)) return Optional.empty();
    long from = whole(a.get(0));
    long to = whole(a.get(1));
    long step = whole(a.get(2));
    if (step == 0) throw new ArithmeticException("a range of step 0");
    long span = Math.subtractExact(to, from);
    return Optional.of(Value.of(Math.max(0, Math.ceilDiv(span, step))));
  }

  private static Optional<Value> derived(List<Value> a) {
    if (!numbers(a, 3)) return Optional.empty();
    return Optional.of(
        Value.of(
            Math.addExact(whole(a.get(1)), Math.multiplyExact(whole(a.get(0)), whole(a.get(2))))));
  }
}
