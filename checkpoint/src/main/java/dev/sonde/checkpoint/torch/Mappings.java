package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the attributes and entries of objects, however their pickle spells them. */
final class Mappings {

  private Mappings() {}

  /**
   * An attribute, from the state that was set last. A class with slots has two dicts for one state.
   */
  static @Nullable PickleValue attribute(Call object, String name) {
    for (Dict state : attributes(object).reversed()) {
      PickleValue value = state.get(name);
      if (value != null) return value;
    }
    return null;
  }

  /** All dicts of attributes, in the order of their setting. */
  static List<Dict> attributes(Call object) {
    return object.states().stream().flatMap(state -> dicts(state).stream()).toList();
  }

  /** The dicts of one state: the state itself, or both parts of the state of a class with slots. */
  static List<Dict> dicts(PickleValue state) {
    if (state instanceof Dict dict) return List.of(dict);
    if (!(state instanceof Sequence slots) || slots.items().size() != 2) return List.of();
    List<Dict> dicts = new ArrayList<>();
    for (PickleValue part : slots.items()) if (part instanceof Dict dict) dicts.add(dict);
    return dicts;
  }

  /**
   * The entries of a dict or of an object that behaves as one. Python 2 gives an OrderedDict its
   * entries as one argument, a list of pairs.
   */
  static List<PickleDict.Entry> entries(PickleValue value) {
    if (value instanceof Dict dict) return List.copyOf(dict.entries());
    List<PickleDict.Entry> entries = new ArrayList<>();
    if (value instanceof Call call) {
      if (call.isOf("collections", "OrderedDict")
          && call.arguments().size() == 1
          && call.arguments().getFirst() instanceof Sequence pairs) {
        for (PickleValue pair : pairs.items()) {
          if (pair instanceof Sequence two && two.items().size() == 2) {
            entries.add(new PickleDict.Entry(two.items().getFirst(), two.items().getLast()));
          }
        }
      }
      if (call.entries() != null) entries.addAll(call.entries().entries());
    }
    return entries;
  }
}
