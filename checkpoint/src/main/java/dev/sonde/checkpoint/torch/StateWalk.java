package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.Printable;
import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleText;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Walks the values of a pickle and gives every tensor its address: keys, attributes and list
 * positions joined by dots, {@code optimizer.state.0.exp_avg}; modules by the names of their state
 * dict. What is no tensor becomes text under the same kind of address.
 *
 * <p>Depth, paths and their lengths are bounded, and what refers back to itself is not followed.
 */
final class StateWalk {

  private static final int MAX_DEPTH = 200;
  private static final int MAX_ADDRESS = 4096;
  private static final int MAX_KEY = 1024;

  // What meeting one costs, in units of a character of its address.
  private static final int TENSOR = 64;
  private static final int OBJECT = 50;

  /** Attributes that say nothing of the numbers, in every module or dict of states. */
  private static final Set<String> SILENT =
      Set.of("training", "_is_full_backward_hook", "_metadata");

  private final Rebuilder rebuilder;
  private final TorchContents contents;
  private final WalkBudget budget;
  private final ModuleNames modules;
  private final Set<PickleValue> path = Collections.newSetFromMap(new IdentityHashMap<>());

  StateWalk(Rebuilder rebuilder, TorchContents contents, WalkBudget budget) {
    this.rebuilder = rebuilder;
    this.contents = contents;
    this.budget = budget;
    this.modules = new ModuleNames(this, rebuilder, contents, budget);
  }

  /** Adds all that {@code value} holds under {@code address}, which is empty for the root. */
  void walk(String address, PickleValue value) {
    budget.spend(1 + address.length());
    PickleValue inner = Wrappers.unwrap(value);
    switch (inner) {
      case Call call -> {
        budget.spend(OBJECT);
        Rebuilt rebuilt = rebuilder.of(address, call);
        if (rebuilt != null) take(address, rebuilt);
        else enter(address, call);
      }
      case Persistent storage -> {
        Rebuilt rebuilt = rebuilder.of(address, storage);
        if (rebuilt != null) take(address, rebuilt);
      }
      case Dict dict when dict.size() > 0 -> enter(address, dict);
      case Sequence sequence when hasParts(sequence.items()) -> enter(address, sequence);
      default -> contents.fact(address, inner);
    }
  }

  private void take(String address, Rebuilt rebuilt) {
    switch (rebuilt) {
      case Rebuilt.Dense dense -> {
        budget.spend(TENSOR);
        contents.add(address, dense);
      }
      case Rebuilt.Parts parts -> {
        parts.tensors().forEach((name, part) -> take(join(address, name), part));
        parts.values().forEach((name, part) -> walk(join(address, name), part));
      }
      case Rebuilt.Scalar scalar -> contents.fact(address, scalar.value());
      case Rebuilt.Absent absent ->
          contents.note("'" + Printable.of(address, 200) + "' is left out: " + absent.why());
    }
  }

  private void enter(String address, PickleValue value) {
    if (path.size() >= MAX_DEPTH || address.length() > MAX_ADDRESS) {
      contents.note(
          "'" + Printable.of(address, 60) + "' is nested too deeply: what is inside is left out");
    } else if (!path.add(value)) {
      contents.note("'" + Printable.of(address, 200) + "' refers back to itself: not followed");
    } else {
      inside(address, value);
      path.remove(value);
    }
  }

  private void inside(String address, PickleValue value) {
    switch (value) {
      case Call call when modules.isModule(call) -> modules.walk(address, call);
      case Call call -> object(address, call);
      case Sequence sequence -> items(address, sequence.items());
      default -> entries(address, Mappings.entries(value));
    }
  }

  private void object(String address, Call call) {
    List<PickleDict.Entry> entries = Mappings.entries(call);
    List<Dict> attributes = Mappings.attributes(call);
    entries(address, entries);
    items(address, call.items());
    for (Dict state : attributes) entries(address, List.copyOf(state.entries()));
    boolean parts = hasParts(call.arguments()) && !call.isOf("collections", "OrderedDict");
    if (parts) items(address, call.arguments());
    for (PickleValue state : call.states()) {
      if (!(state instanceof Dict) && hasParts(List.of(state))) walk(join(address, "state"), state);
    }
    boolean empty = entries.isEmpty() && call.items().isEmpty() && attributes.isEmpty() && !parts;
    if (empty) contents.fact(address, call);
  }

  /** Whether any of these may hold a tensor. */
  private boolean hasParts(List<PickleValue> items) {
    budget.spend(items.size());
    for (PickleValue item : items) {
      switch (item) {
        case Call call -> {
          return true;
        }
        case Persistent storage -> {
          return true;
        }
        case Dict dict -> {
          return true;
        }
        case Sequence sequence -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private void items(String address, List<PickleValue> items) {
    for (int i = 0; i < items.size(); i++) walk(join(address, String.valueOf(i)), items.get(i));
  }

  void entries(String address, List<PickleDict.Entry> entries) {
    budget.spend(entries.size());
    for (PickleDict.Entry entry : entries) {
      String key = key(entry.key());
      if (!SILENT.contains(key)) walk(join(address, key), entry.value());
    }
  }

  static String key(PickleValue key) {
    if (key instanceof Int number) return String.valueOf(number.value());
    String text = PickleValue.text(key, MAX_KEY);
    return text != null ? text : PickleText.of(key, 100);
  }

  static String join(String address, String name) {
    return address.isEmpty() ? name : address + "." + name;
  }
}
