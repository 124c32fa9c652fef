package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Functions of single numbers, and softmax. */
final class Activations {

  private Activations() {}

  static Map<String, Rule> all() {
    Map<String, Rule> all = new HashMap<>();
    all.put("Activation", call -> call.same(of(call, "activation", call.x())));
    all.put("Softmax", Activations::softmax);
    all.put("ReLU", Activations::relu);
    all.put(
        "LeakyReLU",
        call -> {
          double usual = call.layer().real("alpha", 0.3);
          double slope = call.layer().real("negative_slope", usual);
          return call.same(call.op("leaky_relu", call.x(), Operand.of(slope)));
        });
    all.put(
        "ELU",
        call -> call.same(call.op("elu", call.x(), Operand.of(call.layer().real("alpha", 1.0)))));
    all.put(
        "ThresholdedReLU",
        call ->
            call.same(
                call.op(
                    "threshold",
                    call.x(),
                    Operand.of(call.layer().real("theta", 1.0)),
                    Operand.of(0.0))));
    all.put("PReLU", Activations::prelu);
    return all;
  }

  /** The function that a setting names; none is the identity. */
  static Operand of(LayerCall call, String setting, Operand x) {
    return of(call, setting, x, "linear");
  }

  static Operand of(LayerCall call, String setting, Operand x, String usual) {
    Layer layer = call.layer();
    if (!layer.has(setting)) return named(call, usual, x);
    JsonNode found = layer.config().path(setting);
    if (found.isString()) return named(call, found.asString(), x);
    // Keras 3: {"class_name": "function", "config": "gelu"}; a layer as an activation.
    JsonNode config = found.path("config");
    if (config.isString()) return named(call, config.asString(), x);
    if (config.isObject() && found.path("class_name").isString()) {
      Layer inner = Layer.of(layer.file(), found);
      if (inner.kind().equals("Activation")) {
        return of(call.with(inner, call.weights(), call.site(), call.inputs()), "activation", x);
      }
      if (List.of("ReLU", "LeakyReLU", "ELU", "Softmax", "ThresholdedReLU")
          .contains(inner.kind())) {
        Flow flow = Flow.of(x, call.input().rank());
        LayerCall within = call.with(inner, call.weights(), call.site(), List.of(flow));
        return Rules.of(inner).of(within).getFirst().value();
      }
    }
    throw call.unknown("its " + setting + " " + cut(found));
  }

  private static String cut(JsonNode node) {
    String text = node.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private static Operand named(LayerCall call, String name, Operand x) {
    return switch (name) {
      case "linear" -> x;
      case "relu", "sigmoid", "tanh", "selu", "softplus", "relu6", "mish", "celu" ->
          call.op(name, x);
      case "elu" -> call.op("elu", x);
      case "swish", "silu" -> call.op("silu", x);
      case "gelu" -> call.op("gelu", x);
      case "exponential" -> call.op("exp", x);
      case "softmax" -> call.op("softmax", x, Operand.of(-1L), Operand.none());
      case "log_softmax" -> call.op("log_softmax", x, Operand.of(-1L), Operand.none());
      case "softsign" -> call.op("div", x, call.op("add", call.op("abs", x), Operand.of(1.0)));
      case "hard_sigmoid" -> hardSigmoid(call, x);
      case "hard_silu", "hard_swish" -> call.op("mul", x, hardSigmoid(call, x));
      case "leaky_relu" -> call.op("leaky_relu", x, Operand.of(0.2));
      case "log_sigmoid" -> call.op("log_sigmoid", x);
      case "hard_tanh" -> call.op("hardtanh", x);
      case "tanh_shrink" -> call.op("sub", x, call.op("tanh", x));
      case "hard_shrink" -> call.op("hardshrink", x);
      case "soft_shrink" -> call.op("softshrink", x);
      case "glu" -> call.op("glu", x);
      default -> throw call.unknown("activation '" + name + "'");
    };
  }

  /** Keras 3: relu6(x + 3)/6; before: 0.2·x + 0.5, clipped to [0, 1]. */
  private static Operand hardSigmoid(LayerCall call, Operand x) {
    if (call.lowering().keras3()) return call.op("hardsigmoid", x);
    Operand line = call.op("add", call.op("mul", x, Operand.of(0.2)), Operand.of(0.5));
    return call.op("clamp", line, Operand.of(0.0), Operand.of(1.0));
  }

  private static List<Flow> softmax(LayerCall call) {
    long[] axes = call.axes();
    if (axes.length != 1) throw call.unknown("a softmax over " + axes.length + " axes");
    return call.same(call.op("softmax", call.x(), Operand.of(axes[0]), Operand.none()));
  }

  /** {@code max_value}, {@code negative_slope} and {@code threshold} of Keras' ReLU layer. */
  private static List<Flow> relu(LayerCall call) {
    Layer layer = call.layer();
    double slope = layer.real("negative_slope", 0);
    double threshold = layer.real("threshold", 0);
    double most = layer.real("max_value", Double.POSITIVE_INFINITY);
    Operand x = call.x();
    Operand y;
    if (threshold == 0) {
      y = slope == 0 ? call.op("relu", x) : call.op("leaky_relu", x, Operand.of(slope));
    } else {
      Operand below = call.op("mul", call.op("sub", x, Operand.of(threshold)), Operand.of(slope));
      Operand above = call.op("ge", x, Operand.of(threshold));
      y = call.op("where", above, x, below);
    }
    if (!Double.isInfinite(most)) {
      y = call.op("clamp", y, Operand.none(), Operand.of(most));
    }
    return call.same(y);
  }

  private static List<Flow> prelu(LayerCall call) {
    Operand below = call.op("clamp", call.x(), Operand.none(), Operand.of(0.0));
    Operand alpha = call.weight("alpha", "vars/0");
    return call.same(call.op("add", call.op("relu", call.x()), call.op("mul", alpha, below)));
  }
}
