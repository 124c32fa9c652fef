package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import dev.sonde.network.program.ProgramException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/** Layers around a layer. */
final class Wrappers {

  private Wrappers() {}

  static Map<String, Rule> all() {
    return Map.of("TimeDistributed", Wrappers::everyStep, "Bidirectional", Wrappers::bothWays);
  }

  private static Layer inner(LayerCall call, String setting) {
    JsonNode config = call.layer().config().path(setting);
    Layer inner = Layer.of(call.layer().file(), config);
    if (!config.isObject() || inner.isModel() || all().containsKey(inner.kind())) {
      throw call.unknown("what it wraps");
    }
    return inner;
  }

  /** The layer on every step alone: steps are put to the batch. */
  private static List<Flow> everyStep(LayerCall call) {
    Layer inner = inner(call, "layer");
    Flow x = call.input();
    if (x.rank() < 3) throw call.layer().wrong("its input has " + x.rank() + " axes");
    Operand flat = call.op("flatten", x.value(), Operand.of(0L), Operand.of(1L));
    LayerCall within =
        call.with(
            inner,
            call.weights().within("layer", inner.name()),
            call.site() + "/" + inner.name(),
            List.of(Flow.of(flat, x.rank() - 1)));
    Flow y = call.lowering().layer(within).getFirst();
    Operand batch = call.op("size", x.value(), Operand.of(0L));
    Operand steps = call.op("size", x.value(), Operand.of(1L));
    Operand back = call.op("unflatten", y.value(), Operand.of(0L), Operand.list(batch, steps));
    return List.of(new Flow(back, y.rank() + 1, x.mask()));
  }

  private static List<Flow> bothWays(LayerCall call) {
    Layer forward = inner(call, "layer");
    boolean told = call.layer().has("backward_layer");
    Layer backward = told ? inner(call, "backward_layer") : turned(forward);
    int states = (call.inputs().size() - 1) / 2;
    List<Flow> ahead = way(call, forward, "forward", 0, states);
    List<Flow> back = way(call, backward, "backward", 1, states);
    if (ahead.size() != back.size()) throw call.layer().wrong("its two layers differ");
    boolean sequences = forward.truth("return_sequences", false);
    Operand a = ahead.getFirst().value();
    Operand b = back.getFirst().value();
    if (sequences) b = call.op("flip", b, Operand.list(1));
    int rank = ahead.getFirst().rank();
    Optional<Operand> mask = ahead.getFirst().mask();
    List<Flow> all = new ArrayList<>();
    String mode = call.layer().has("merge_mode") ? call.layer().text("merge_mode", "concat") : "";
    switch (mode) {
      case "concat" ->
          all.add(new Flow(call.op("cat", Operand.list(a, b), Operand.of(-1L)), rank, mask));
      case "sum" -> all.add(new Flow(call.op("add", a, b), rank, mask));
      case "mul" -> all.add(new Flow(call.op("mul", a, b), rank, mask));
      case "ave" ->
          all.add(new Flow(call.op("mul", call.op("add", a, b), Operand.of(0.5)), rank, mask));
      case "" -> {
        all.add(new Flow(a, rank, mask));
        all.add(new Flow(b, rank, mask));
      }
      default -> throw call.unknown("merge_mode '" + mode + "'");
    }
    all.addAll(ahead.subList(1, ahead.size()));
    all.addAll(back.subList(1, back.size()));
    return all;
  }

  private static List<Flow> way(LayerCall call, Layer layer, String which, int half, int states) {
    String name = layer.name();
    Weights weights =
        call.weights()
            .within(
                which + "_layer",
                name.startsWith(which) ? name : which + "_" + name,
                which + "_" + name);
    List<Flow> inputs = new ArrayList<>();
    inputs.add(call.input());
    int from = 1 + half * states;
    if (states > 0) inputs.addAll(call.inputs().subList(from, from + states));
    List<Flow> named = call.named().getOrDefault("initial_state", List.of());
    int each = named.size() / 2;
    inputs.addAll(named.subList(half * each, half * each + each));
    return call.lowering().layer(call.with(layer, weights, call.site() + "/" + which, inputs));
  }

  /** The same settings the other way round. */
  private static Layer turned(Layer layer) {
    if (!(layer.config() instanceof ObjectNode settings)) {
      throw new ProgramException(layer.file() + ": layer '" + layer.name() + "' has no settings");
    }
    ObjectNode other = settings.deepCopy();
    other.set("go_backwards", BooleanNode.valueOf(!layer.truth("go_backwards", false)));
    return new Layer(layer.file(), layer.name(), layer.kind(), layer.module(), other);
  }
}
