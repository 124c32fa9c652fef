package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions of single numbers, and softmax. In-place ones give the same elsewhere. */
final class ActivationModules {

  private ActivationModules() {}

  static Map<String, ModuleRule> all() {
    Map<String, ModuleRule> all = new HashMap<>();
    Map.ofEntries(
            Map.entry("ReLU", "relu"),
            Map.entry("ReLU6", "relu6"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("Tanh", "tanh"),
            Map.entry("SiLU", "silu"),
            Map.entry("Mish", "mish"),
            Map.entry("SELU", "selu"),
            Map.entry("Hardswish", "hardswish"),
            Map.entry("Hardsigmoid", "hardsigmoid"),
            Map.entry("LogSigmoid", "log_sigmoid"))
        .forEach(
            (kind, operator) ->
                all.put(kind, ModuleRule.one(call -> call.own(0, operator, call.x()))));
    number(all, "LeakyReLU", "leaky_relu", "negative_slope", 0.01);
    number(all, "ELU", "elu", "alpha", 1.0);
    number(all, "CELU", "celu", "alpha", 1.0);
    number(all, "Hardshrink", "hardshrink", "lambd", 0.5);
    number(all, "Softshrink", "softshrink", "lambd", 0.5);
    all.put(
        "Hardtanh",
        ModuleRule.one(
            call ->
                call.own(
                    0,
                    "hardtanh",
                    call.x(),
                    Operand.of(call.real("min_val", -1)),
                    Operand.of(call.real("max_val", 1)))));
    all.put(
        "Softplus",
        ModuleRule.one(
            call ->
                call.own(
                    0,
                    "softplus",
                    call.x(),
                    Operand.of(call.real("beta", 1)),
                    Operand.of(call.real("threshold", 20)))));
    all.put(
        "Threshold",
        ModuleRule.one(
            call ->
                call.own(
                    0,
                    "threshold",
                    call.x(),
                    Operand.of(call.real("threshold", 0)),
                    Operand.of(call.real("value", 0)))));
    all.put("GELU", ModuleRule.one(ActivationModules::gelu));
    all.put("PReLU", ModuleRule.one(call -> call.own(0, "prelu", call.x(), call.weight("weight"))));
    all.put("Softsign", ModuleRule.one(ActivationModules::softsign));
    all.put(
        "Tanhshrink",
        ModuleRule.one(call -> call.own(0, "sub", call.x(), call.op("tanh", call.x()))));
    all.put(
        "GLU",
        ModuleRule.one(call -> call.own(0, "glu", call.x(), Operand.of(call.whole("dim", -1)))));
    all.put("Softmax", ModuleRule.one(call -> softmax(call, "softmax")));
    all.put("LogSoftmax", ModuleRule.one(call -> softmax(call, "log_softmax")));
    all.put("Softmax2d", all.get("Softmax"));
    return all;
  }

  private static void number(
      Map<String, ModuleRule> all, String kind, String operator, String setting, double usual) {
    all.put(
        kind,
        ModuleRule.one(
            call -> call.own(0, operator, call.x(), Operand.of(call.real(setting, usual)))));
  }

  /** GELU's approximation is an argument by name. */
  private static Operand gelu(ModuleCall call) {
    if (call.text("approximate", "none").equals("none")) return call.own(0, "gelu", call.x());
    Operand x = call.x();
    Operand cube = call.op("mul", call.op("mul", call.op("mul", x, x), x), Operand.of(0.044715));
    Operand inner = call.op("mul", call.op("add", x, cube), Operand.of(Math.sqrt(2 / Math.PI)));
    Operand half = call.op("mul", x, Operand.of(0.5));
    return call.own(0, "mul", half, call.op("add", call.op("tanh", inner), Operand.of(1.0)));
  }

  private static Operand softsign(ModuleCall call) {
    Operand around = call.op("add", call.op("abs", call.x()), Operand.of(1.0));
    return call.own(0, "div", call.x(), around);
  }

  private static Operand softmax(ModuleCall call, String operator) {
    boolean channels = call.module().kind().equals("Softmax2d");
    if (!channels && !call.has("dim")) throw call.wrong("it does not say along which axis");
    Operand axis = Operand.of(channels ? -3 : call.whole("dim", -1));
    return call.own(0, operator, call.x(), axis, Operand.none());
  }

  /** An activation by the word that a hint or a setting has for it. */
  static Operand named(ModuleCall call, String word, Operand x) {
    String last = word.substring(word.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    return switch (last) {
      case "relu", "tanh", "sigmoid", "gelu", "silu", "selu", "elu", "mish" ->
          call.seen(last, last, x);
      case "leaky_relu" -> call.seen(last, last, x, Operand.of(0.01));
      case "none", "identity", "linear" -> x;
      default ->
          throw call.wrong(
              "activation '"
                  + word
                  + "' is not among relu, tanh, sigmoid, gelu, silu, selu, elu, mish, leaky_relu,"
                  + " none");
    };
  }

  static final List<String> WORDS =
      List.of(
          "relu", "tanh", "sigmoid", "gelu", "silu", "selu", "elu", "mish", "leaky_relu", "none");
}
