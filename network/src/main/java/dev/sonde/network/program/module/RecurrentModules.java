package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code RNN}, {@code LSTM} and {@code GRU}: all steps, and the last states. */
final class RecurrentModules {

  private RecurrentModules() {}

  static Map<String, ModuleRule> all() {
    return Map.of(
        "LSTM",
        call -> run(call, "lstm"),
        "GRU",
        call -> run(call, "gru"),
        "RNN",
        call -> run(call, mode(call)));
  }

  private static String mode(ModuleCall call) {
    boolean relu =
        call.text("mode", "RNN_TANH").equals("RNN_RELU")
            || call.text("nonlinearity", "tanh").equals("relu");
    return relu ? "rnn_relu" : "rnn_tanh";
  }

  /** The tensors of every layer and direction, in the order that libtorch wants. */
  private static List<Operand> weights(
      ModuleCall call, long layers, boolean both, boolean biased, boolean projected) {
    List<Operand> weights = new ArrayList<>();
    for (long layer = 0; layer < layers; layer++) {
      for (String way : both ? List.of("", "_reverse") : List.of("")) {
        weights.add(call.weight("weight_ih_l" + layer + way));
        weights.add(call.weight("weight_hh_l" + layer + way));
        if (biased) {
          weights.add(call.weight("bias_ih_l" + layer + way));
          weights.add(call.weight("bias_hh_l" + layer + way));
        }
        if (projected) weights.add(call.weight("weight_hr_l" + layer + way));
      }
    }
    return weights;
  }

  private static List<Operand> run(ModuleCall call, String operator) {
    long layers = call.whole("num_layers", 1);
    if (layers < 1 || layers > 1000) throw call.wrong("it has " + layers + " layers");
    boolean both = call.truth("bidirectional", false);
    boolean biased = call.truth("bias", true);
    boolean first = call.truth("batch_first", false);
    long projection = call.whole("proj_size", 0);
    long units = call.shape("weight_hh_l0").extent(0) / gates(operator);
    Operand x = call.x();
    Operand batch = call.op("size", x, Operand.of(first ? 0L : 1L));
    Operand all = Operand.of(layers * (both ? 2 : 1));
    Operand zeros =
        call.op(
            "new_zeros",
            x,
            Operand.list(all, batch, Operand.of(projection > 0 ? projection : units)));
    Operand states = zeros;
    if (operator.equals("lstm")) {
      Operand cells = call.op("new_zeros", x, Operand.list(all, batch, Operand.of(units)));
      states = Operand.list(zeros, cells);
    }
    List<Operand> weights = weights(call, layers, both, biased, projection > 0);
    return call.several(
        operator,
        operator.equals("lstm") ? 3 : 2,
        -1,
        x,
        states,
        new Operand.Several(weights),
        Operand.of(biased),
        Operand.of(layers),
        Operand.of(0.0),
        Operand.of(false),
        Operand.of(both),
        Operand.of(first));
  }

  private static long gates(String operator) {
    return switch (operator) {
      case "lstm" -> 4;
      case "gru" -> 3;
      default -> 1;
    };
  }
}
