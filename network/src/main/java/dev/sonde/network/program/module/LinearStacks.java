package dev.sonde.network.program.module;

import dev.sonde.network.program.Operand;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Linear layers one after the other, with one activation between them that someone must name. */
record LinearStacks() implements Recogniser {

  static final String TYPE = "a stack of linear layers";

  /** Linear layers, an activation between each two. */
  static Operand run(ModuleCall call) {
    Operand x = call.x();
    List<ModuleTree> layers = List.copyOf(call.module().children().values());
    String word = call.text("activation", "none");
    for (int i = 0; i < layers.size(); i++) {
      x = call.lowering().one(layers.get(i), x);
      if (i == layers.size() - 1) continue;
      ModuleCall within = new ModuleCall(call.lowering(), layers.get(i), List.of(x));
      x = ActivationModules.named(within, word, x);
    }
    return x;
  }

  @Override
  public Optional<Found> of(StateDict names) {
    Set<String> paths = new LinkedHashSet<>();
    for (String name : names.tensors().keySet()) {
      boolean weight = name.endsWith(".weight") && names.rank(name) == 2;
      boolean bias = name.endsWith(".bias") && names.rank(name) == 1;
      if (!weight && !bias) return Optional.empty();
      if (weight) paths.add(name.substring(0, name.length() - ".weight".length()));
    }
    List<String> chain = new ArrayList<>(paths);
    if (!names.ordered()) chain.sort(NaturalOrder.OF_NAMES);
    if (chain.isEmpty() || !fits(names, chain)) return Optional.empty();
    String word = names.activation().orElse("");
    if (chain.size() > 1 && !ActivationModules.WORDS.contains(word)) {
      throw names
          .wrong(
              "is a stack of "
                  + chain.size()
                  + " linear layers ("
                  + chain.getFirst()
                  + ", …, "
                  + chain.getLast()
                  + "), and a state dict does not say what stands between them; say which"
                  + " activation, one of "
                  + String.join(", ", ActivationModules.WORDS))
          .mendedBy("activation");
    }
    ModuleTree[] layers = chain.stream().map(StateDict::linear).toArray(ModuleTree[]::new);
    Map<String, Value> settings = Map.of("activation", Value.of(word));
    Map<String, ModuleTree> children = new java.util.LinkedHashMap<>();
    for (ModuleTree layer : layers) children.put(layer.path(), layer);
    ModuleTree tree = new ModuleTree(TYPE, "", settings, children);
    String between = chain.size() == 1 ? "" : " with " + word + " between them";
    return Optional.of(new Found(tree, chain.size() + " linear layers" + between));
  }

  /** Whether each reads as many numbers as the one before gives. */
  private static boolean fits(StateDict names, List<String> chain) {
    for (int i = 0; i < chain.size(); i++) {
      String weight = chain.get(i) + ".weight";
      String bias = chain.get(i) + ".bias";
      long out = names.extent(weight, 0, 2);
      if (names.has(bias) && names.extent(bias, 0, 1) != out) return false;
      if (i + 1 < chain.size() && names.extent(chain.get(i + 1) + ".weight", 1, 2) != out) {
        return false;
      }
    }
    return true;
  }
}
