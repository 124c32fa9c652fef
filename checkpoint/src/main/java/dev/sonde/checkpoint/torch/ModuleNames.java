package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.None;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.file.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the tensors of a pickled {@code torch.nn.Module} as its {@code state_dict()} would:
 * parameters, then persistent buffers, then the same for each submodule.
 */
final class ModuleNames {

  /** More buffers than any module has; a set of more is not believed. */
  private static final int MAX_FLEETING = 10_000;

  private static final int MODULE = 400;

  private final StateWalk walk;
  private final Rebuilder rebuilder;
  private final TorchContents contents;
  private final WalkBudget budget;

  ModuleNames(StateWalk walk, Rebuilder rebuilder, TorchContents contents, WalkBudget budget) {
    this.walk = walk;
    this.rebuilder = rebuilder;
    this.contents = contents;
    this.budget = budget;
  }

  /** Any object with {@code _parameters} and {@code _modules}, whatever its class. */
  boolean isModule(Call call) {
    return Mappings.attribute(call, "_parameters") != null
        && Mappings.attribute(call, "_modules") != null;
  }

  void walk(String address, Call module) {
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

  /** Settings such as {@code hidden_size} are worth telling; a tensor here is in no state dict. */
  private void attribute(String address, PickleDict.Entry entry) {
    String name = StateWalk.key(entry.key());
    PickleValue value = Wrappers.unwrap(entry.value());
    String full = StateWalk.join(address, name);
    switch (value) {
      case Call call -> {
        Rebuilt rebuilt = rebuilder.of(full, call);
        if (rebuilt instanceof Rebuilt.Scalar(var number)) contents.fact(full, number);
        else if (rebuilt != null) leftOut(full);
      }
      case Persistent storage -> leftOut(full);
      case Dict dict -> {}
      case Sequence sequence -> {}
      default -> {
        if (!name.startsWith("_") && !name.equals("training")) contents.fact(full, value);
      }
    }
  }

  private void leftOut(String address) {
    contents.note(
        "'"
            + Printable.of(address, 200)
            + "' is left out: the module's state dict does not hold it");
  }
}
