package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One recurrent network, perhaps an embedding before it, and linear layers behind it, whatever they
 * are called. A state dict does not show what the linear layers read: here it is the last state of
 * the top layer, of both directions where there are two.
 */
record RecurrentClassifiers() implements Recogniser {

  static final String TYPE = "a recurrent classifier";
  private static final int MOST_LAYERS = 100;

  /** Embedding, recurrent network, its last states, linear layers. */
  static Operand run(ModuleCall call) {
    Operand x = call.x();
    ModuleTree recurrent = call.child("recurrent");
    if (call.hasChild("embedding")) x = call.run("embedding", x);
    List<Operand> results = call.lowering().run(recurrent, x);
    ModuleCall within = new ModuleCall(call.lowering(), recurrent, List.of());
    Operand states = results.get(1);
    Operand last = within.op("select", states, Operand.of(0L), Operand.of(-1L));
    if (within.truth("bidirectional", false)) {
      Operand ahead = within.op("select", states, Operand.of(0L), Operand.of(-2L));
      last = within.op("cat", Operand.list(ahead, last), Operand.of(-1L));
    }
    Operand seen = within.seen("last", "alias", last);
    return call.run("head", seen);
  }

  @Override
  public Optional<Found> of(StateDict names) {
    String recurrent = null;
    for (String name : names.tensors().keySet()) {
      if (!name.equals("weight_hh_l0") && !name.endsWith(".weight_hh_l0")) continue;
      if (recurrent != null) return Optional.empty();
      recurrent = name.substring(0, name.length() - "weight_hh_l0".length());
    }
    if (recurrent == null || recurrent.isEmpty()) return Optional.empty();
    String path = recurrent.substring(0, recurrent.length() - 1);
    Optional<ModuleTree> layers = recurrent(names, path);
    if (layers.isEmpty()) return Optional.empty();
    long units = names.extent(path + ".weight_hh_l0", 1, 2);
    boolean both = names.has(path + ".weight_hh_l0_reverse");
    long in = names.extent(path + ".weight_ih_l0", 1, 2);
    Optional<String> embedding = Optional.empty();
    List<String> heads = new ArrayList<>();
    for (String name : names.tensors().keySet()) {
      if (name.startsWith(recurrent)) continue;
      if (name.endsWith(".bias")) continue;
      if (!name.endsWith(".weight") || names.rank(name) != 2) return Optional.empty();
      String module = name.substring(0, name.length() - ".weight".length());
      boolean table = !names.has(module + ".bias") && names.extent(name, 1, 2) == in;
      if (embedding.isEmpty() && table && (module.contains("emb") || heads.isEmpty())) {
        embedding = Optional.of(module);
      } else {
        heads.add(module);
      }
    }
    if (heads.isEmpty()) return Optional.empty();
    if (!names.ordered()) heads.sort(NaturalOrder.OF_NAMES);
    if (names.extent(heads.getFirst() + ".weight", 1, 2) != (both ? 2 : 1) * units) {
      return Optional.empty();
    }
    Map<String, ModuleTree> children = new LinkedHashMap<>();
    embedding.ifPresent(
        module -> children.put("embedding", StateDict.leaf("sparse.Embedding", module)));
    children.put("recurrent", layers.get());
    children.put("head", head(names, heads));
    ModuleTree tree = new ModuleTree(TYPE, "", Map.of(), children);
    return Optional.of(
        new Found(
            tree,
            "a classifier of sequences ("
                + layers.get().kind()
                + "), its head taken to read the last state"
                + (both ? "s of both directions" : "")));
  }

  private static ModuleTree head(StateDict names, List<String> heads) {
    Map<String, ModuleTree> children = new LinkedHashMap<>();
    for (String head : heads) children.put(head, StateDict.linear(head));
    String word = names.activation().orElse("");
    if (heads.size() > 1 && !ActivationModules.WORDS.contains(word)) {
      throw names
          .wrong(
              "has "
                  + heads.size()
                  + " linear layers behind its recurrent one, and a state dict does not say what"
                  + " stands between them; say which activation, one of "
                  + String.join(", ", ActivationModules.WORDS))
          .mendedBy("activation");
    }
    return new ModuleTree(LinearStacks.TYPE, "", Map.of("activation", Value.of(word)), children);
  }

  private static Optional<ModuleTree> recurrent(StateDict names, String path) {
    long units = names.extent(path + ".weight_hh_l0", 1, 2);
    long rows = names.extent(path + ".weight_hh_l0", 0, 2);
    if (units < 1 || rows % units != 0) return Optional.empty();
    int layers = names.count(path + ".weight_hh_l", "");
    if (layers > MOST_LAYERS) throw names.wrong("'" + path + "' has " + layers + " layers");
    Map<String, Value> settings = new LinkedHashMap<>();
    settings.put("num_layers", Value.of((long) layers));
    settings.put("batch_first", Value.of(true));
    settings.put("bias", Value.of(names.has(path + ".bias_ih_l0")));
    settings.put("bidirectional", Value.of(names.has(path + ".weight_hh_l0_reverse")));
    String type;
    switch ((int) Math.min(rows / units, 5)) {
      case 4 -> type = "rnn.LSTM";
      case 3 -> type = "rnn.GRU";
      case 1 -> {
        type = "rnn.RNN";
        String plain =
            names
                .plain()
                .orElseThrow(
                    () ->
                        names.wrong(
                            "its plain recurrent layer '"
                                + path
                                + "' may be relu or tanh; say which"));
        settings.put("mode", Value.of(plain.equals("relu") ? "RNN_RELU" : "RNN_TANH"));
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(StateDict.leaf(StateDict.NN + type, path, settings));
  }
}
