package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Functions of {@code keras.ops} that stand among the layers of a functional model. */
final class Operations {

  private Operations() {}

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    Map.ofEntries(
            Map.entry("NotEqual", "ne"),
            Map.entry("Equal", "eq"),
            Map.entry("Greater", "gt"),
            Map.entry("GreaterEqual", "ge"),
            Map.entry("Less", "lt"),
            Map.entry("LessEqual", "le"),
            Map.entry("Add", "add"),
            Map.entry("Subtract", "sub"),
            Map.entry("Multiply", "mul"),
            Map.entry("Divide", "div"),
            Map.entry("TrueDivide", "div"),
            Map.entry("Maximum", "maximum"),
            Map.entry("Minimum", "minimum"),
            Map.entry("Matmul", "matmul"),
            Map.entry("LogicalAnd", "logical_and"),
            Map.entry("LogicalOr", "logical_or"))
        .forEach((kind, operator) -> all.put(kind, call -> two(call, operator)));
    Map.ofEntries(
            Map.entry("Negative", "neg"),
            Map.entry("Absolute", "abs"),
            Map.entry("Abs", "abs"),
            Map.entry("Exp", "exp"),
            Map.entry("Log", "log"),
            Map.entry("Sqrt", "sqrt"),
            Map.entry("Square", "square"),
            Map.entry("Tanh", "tanh"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("Relu", "relu"),
            Map.entry("Silu", "silu"),
            Map.entry("LogicalNot", "logical_not"))
        .forEach((kind, operator) -> all.put(kind, call -> call.same(call.op(operator, call.x()))));
    Map.of("Any", "any", "Mean", "mean", "Sum", "sum", "Max", "amax", "Min", "amin")
        .forEach((kind, operator) -> all.put(kind, call -> reduced(call, operator)));
    return all;
  }

  private static Operand argument(LayerCall call, int place) {
    if (place < call.inputs().size() && !call.plain().containsKey(Integer.toString(place))) {
      boolean first = place == 1 && call.plain().containsKey("0");
      return call.inputs().get(first ? 0 : place).value();
    }
    JsonNode plain = call.plain().get(Integer.toString(place));
    if (plain == null && place == 1 && call.plain().containsKey("0")) return call.x();
    if (plain != null && plain.isIntegralNumber()) return Operand.of(plain.asLong());
    if (plain != null && plain.isNumber()) return Operand.of(plain.asDouble());
    throw call.layer().wrong("argument " + place + " is missing, or neither array nor number");
  }

  private static List<Flow> two(LayerCall call, String operator) {
    int rank = call.inputs().stream().mapToInt(Flow::rank).max().orElse(0);
    Operand a = argument(call, 0);
    Operand b = argument(call, 1);
    if (a instanceof Operand.Literal) a = call.op("scalar_tensor", a);
    boolean arrays = operator.equals("maximum") || operator.equals("minimum");
    if (arrays && b instanceof Operand.Literal) b = call.op("scalar_tensor", b);
    return List.of(new Flow(call.op(operator, a, b), rank, Optional.empty()));
  }

  private static List<Flow> reduced(LayerCall call, String operator) {
    Layer layer = call.layer();
    int rank = call.input().rank();
    JsonNode axis = layer.config().path("axis");
    if (axis.isMissingNode() || axis.isNull()) axis = plain(call, "axis");
    boolean keep = layer.truth("keepdims", plain(call, "keepdims").asBoolean(false));
    if (!axis.isIntegralNumber()) {
      boolean one = axis.isArray() && axis.size() == 1 && axis.get(0).isIntegralNumber();
      if (!one) throw call.unknown("a reduction over other than one axis");
      axis = axis.get(0);
    }
    long along = call.axis(axis.asLong(), rank);
    Operand over = operator.equals("any") ? Operand.of(along) : Operand.list(along);
    return call.one(call.op(operator, call.x(), over, Operand.of(keep)), keep ? rank : rank - 1);
  }

  private static JsonNode plain(LayerCall call, String name) {
    JsonNode found = call.plain().get(name);
    return found == null ? call.layer().config().path(" ") : found;
  }
}
