package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.None;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.file.Printable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the tensors of a pickled {@code torch.nn.Module} as its {@code state_dict()} would:
 * parameters, then persistent buffers, then the same for each submodule.
 */
final class ModuleNames {

  /** More buffers than any module has; a set of more is not believed. */
  private static final int MAX_FLEETING = 10_000;

  private static final int MODULE = 600;

  /** What these hold is named by them. */
  private static final Set<String> NAMED = Set.of("_parameters", "_buffers", "_modules");

  private final StateWalk walk;
  private final Rebuilder rebuilder;
  private final TorchContents contents;
  private final Budget budget;
  private final HeldTensors held;
  private final Map<String, PickleValue> others = new LinkedHashMap<>();
  private int depth;

  ModuleNames(StateWalk walk, Rebuilder rebuilder, TorchContents contents, Budget budget) {
    this.walk = walk;
    this.rebuilder = rebuilder;
    this.contents = contents;
    this.budget = budget;
    this.held = new HeldTensors(budget);
  }

  /** Any object with {@code _parameters} and {@code _modules}, whatever its class. */
  boolean isModule(Call call) {
    return Mappings.attribute(call, "_parameters") != null
        && Mappings.attribute(call, "_modules") != null;
  }

  void walk(String address, Call module) {
    depth++;
    members(address, module);
    // Only now is it known which tensors some module names.
    if (--depth == 0) {
      others.forEach(this::unlessNamed);
      others.clear();
    }
  }

  private void members(String address, Call module) {
    budget.spend(MODULE);
    if (address.isEmpty()) contents.fact("class", module.callable());
    Set<String> fleeting = names(Mappings.attribute(module, "_non_persistent_buffers_set"));
    children(address, Mappings.attribute(module, "_parameters"), Set.of());
    children(address, Mappings.attribute(module, "_buffers"), fleeting);
    children(address, Mappings.attribute(module, "_modules"), Set.of());
    for (String name : fleeting) leftOut(StateWalk.join(address, name));
    for (Dict state : Mappings.attributes(module)) {
      budget.spend(state.size() * (1L + address.length()));
      for (PickleDict.Entry entry : state.entries()) attribute(address, entry);
    }
  }

  private void children(String address, @Nullable PickleValue dict, Set<String> without) {
    if (dict == null) return;
    if (dict instanceof Dict plain) budget.spend(plain.size());
    if (dict instanceof Call call && call.entries() != null) budget.spend(call.entries().size());
    List<PickleDict.Entry> entries =
        Mappings.entries(dict).stream()
            .filter(entry -> !(entry.value() instanceof None))
            .filter(entry -> !without.contains(StateWalk.key(entry.key())))
            .toList();
    for (PickleDict.Entry entry : entries) held.know(entry.value());
    walk.entries(address, entries);
  }

  private Set<String> names(@Nullable PickleValue set) {
    Set<String> names = new HashSet<>();
    List<PickleValue> items =
        switch (set) {
          case Sequence sequence -> sequence.items();
          // Protocol 2 writes set([…]).
          case Call call
              when !call.arguments().isEmpty()
                  && call.arguments().getFirst() instanceof Sequence sequence ->
              sequence.items();
          case null, default -> List.of();
        };
    if (items.size() > MAX_FLEETING) return names;
    budget.spend(100L * items.size());
    for (PickleValue item : items) names.add(StateWalk.key(item));
    return names;
  }

  /**
   * Settings such as {@code hidden_size} are worth telling, and what a quantised module packs is in
   * its state dict; any other tensor here is in no state dict.
   */
  private void attribute(String address, PickleDict.Entry entry) {
    String name = StateWalk.key(entry.key());
    if (NAMED.contains(name)) return;
    PickleValue value = Wrappers.unwrap(entry.value());
    String full = StateWalk.join(address, name);
    switch (value) {
      case Call packed when QuantisedModules.isPacked(packed) ->
          walk.walk(full, QuantisedModules.unpacked(packed));
      case Call call when rebuilder.of(full, call) instanceof Rebuilt.Scalar(var number) ->
          contents.fact(full, number);
      case Call call -> others.put(full, entry.value());
      case Persistent storage -> others.put(full, storage);
      case Dict dict -> others.put(full, dict);
      case Sequence sequence -> others.put(full, sequence);
      default -> {
        if (!name.startsWith("_") && !name.equals("training")) contents.fact(full, value);
      }
    }
  }

  private void unlessNamed(String address, PickleValue value) {
    if (held.anyIn(value)) leftOut(address);
  }

  private void leftOut(String address) {
    contents.note(
        "'"
            + Printable.of(address, 200)
            + "' is left out: the module's state dict does not hold it");
  }
}
