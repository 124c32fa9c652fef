package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleText;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Int;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.file.Printable;
import java.util.Collection;
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

  /** Attributes of a state dict and of TorchScript modules that say nothing of the numbers. */
  private static final Set<String> SILENT_ATTRIBUTES =
      Set.of("training", "_is_full_backward_hook", "_metadata");

  private final Rebuilder rebuilder;
  private final TorchContents contents;
  private final Budget budget;
  private final ModuleNames modules;
  private final Set<PickleValue> path = Collections.newSetFromMap(new IdentityHashMap<>());

  StateWalk(Rebuilder rebuilder, TorchContents contents, Budget budget) {
    this.rebuilder = rebuilder;
    this.contents = contents;
    this.budget = budget;
    this.modules = new ModuleNames(this, rebuilder, contents, budget);
  }

  /** Adds all that {@code value} holds under {@code address}, which is empty for the root. */
  void walk(String address, PickleValue value) {
    budget.spend(1 + address.length());
    int before = contents.tensors();
    PickleValue inner = Wrappers.unwrap(value);
    switch (inner) {
      case Call call -> call(address, call);
      case Persistent storage -> call(address, storage);
      case Dict dict when dict.size() > 0 ->
          enter(address, dict, () -> entries(address, dict.entries()));
      case Sequence sequence when hasParts(sequence.items()) ->
          enter(address, sequence, () -> items(address, sequence.items()));
      default -> contents.fact(address, inner);
    }
    for (Dict attributes : Wrappers.attributes(value)) {
      if (attributes.size() > 0) walk(address, attributes);
    }
    if (inner instanceof Call call && Rebuilder.isWrapper(call) && contents.tensors() == before) {
      leftOut(address, "it is a wrapper without numbers of its own");
    }
  }

  private void call(String address, PickleValue value) {
    budget.spend(OBJECT);
    switch (rebuilder.of(address, value)) {
      case Rebuilt.Parts parts -> enter(address, value, () -> parts(address, parts));
      case Rebuilt.Dense dense -> add(address, dense);
      case Rebuilt.Scalar scalar -> contents.fact(address, scalar.value());
      case Rebuilt.Wrapper wrapper -> contents.fact(address, wrapper.made());
      case Rebuilt.Absent absent -> leftOut(address, absent.why());
      case null -> {
        if (value instanceof Call call) enter(address, call, () -> object(address, call));
      }
    }
  }

  private void add(String address, Rebuilt.Dense dense) {
    budget.spend(TENSOR);
    contents.add(address, dense);
  }

  private void leftOut(String address, String why) {
    contents.leftOut(address, why);
  }

  private void parts(String address, Rebuilt.Parts parts) {
    parts.tensors().forEach((name, dense) -> add(join(address, name), dense));
    parts.values().forEach((name, part) -> walk(join(address, name), part));
  }

  private void enter(String address, PickleValue value, Runnable inside) {
    if (path.size() >= MAX_DEPTH || address.length() > MAX_ADDRESS) {
      contents.note(
          "'" + Printable.of(address, 60) + "' is nested too deeply: what is inside is left out");
    } else if (!path.add(value)) {
      contents.note("'" + Printable.of(address, 200) + "' refers back to itself: not followed");
    } else {
      inside.run();
      path.remove(value);
    }
  }

  private void object(String address, Call call) {
    if (modules.isModule(call)) {
      modules.walk(address, call);
      return;
    }
    List<PickleDict.Entry> convolution = QuantisedModules.convolution(call);
    if (convolution != null) {
      entries(address, convolution);
      return;
    }
    List<PickleDict.Entry> entries = Mappings.entries(call);
    List<Dict> attributes = Mappings.attributes(call);
    entries(address, entries);
    items(address, call.items());
    for (Dict state : attributes) entries(address, attributesOf(state));
    boolean keywords = call.keywords() instanceof Dict;
    if (call.keywords() instanceof Dict named) entries(address, named.entries());
    boolean parts = hasParts(call.arguments()) && !call.isOf("collections", "OrderedDict");
    if (parts) items(address, call.arguments());
    for (PickleValue state : call.states()) {
      if (!(state instanceof Dict) && hasParts(List.of(state))) walk(join(address, "state"), state);
    }
    boolean bare = entries.isEmpty() && call.items().isEmpty() && attributes.isEmpty();
    if (bare && !parts && !keywords) contents.fact(address, call);
  }

  private List<PickleDict.Entry> attributesOf(Dict state) {
    budget.spend(state.size());
    return state.entries().stream()
        .filter(entry -> !SILENT_ATTRIBUTES.contains(key(entry.key())))
        .toList();
  }

  /** Whether any of these may hold a tensor. */
  private boolean hasParts(List<PickleValue> items) {
    budget.spend(items.size());
    for (PickleValue item : items) {
      boolean mayHold =
          item instanceof Call
              || item instanceof Persistent
              || item instanceof Dict
              || item instanceof Sequence;
      if (mayHold) return true;
    }
    return false;
  }

  private void items(String address, List<PickleValue> items) {
    for (int i = 0; i < items.size(); i++) walk(join(address, String.valueOf(i)), items.get(i));
  }

  void entries(String address, Collection<PickleDict.Entry> entries) {
    budget.spend(entries.size());
    for (PickleDict.Entry entry : entries) walk(join(address, key(entry.key())), entry.value());
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
