package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.checkpoint.pickle.PickleValue.Call;
import dev.sonde.checkpoint.pickle.PickleValue.Dict;
import dev.sonde.checkpoint.pickle.PickleValue.Persistent;
import dev.sonde.checkpoint.pickle.PickleValue.Sequence;
import dev.sonde.checkpoint.reader.Budget;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a tensor is somewhere in a value that no state dict holds, so that it is not lost
 * without a word. A value is looked at once, whoever holds it.
 */
final class HeldTensors {

  private final Set<PickleValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Budget budget;

  HeldTensors(Budget budget) {
    this.budget = budget;
  }

  /** That a tensor, or a whole module, is named elsewhere. */
  void know(PickleValue named) {
    seen.add(named);
  }

  /** Whether a storage or an array is in {@code value}, and nobody was told of it before. */
  boolean anyIn(PickleValue value) {
    boolean found = false;
    Deque<PickleValue> rest = new ArrayDeque<>();
    push(value, rest);
    while (!rest.isEmpty()) {
      PickleValue next = rest.pop();
      if (!seen.add(next)) continue;
      found |= next instanceof Persistent || (next instanceof Call call && isArray(call));
      open(next, rest);
    }
    return found;
  }

  private static boolean isArray(Call call) {
    return call.callable() instanceof PickleValue.Global global
        && global.module().startsWith("numpy")
        && (global.name().equals("_reconstruct") || global.name().equals("_frombuffer"));
  }

  private static void push(PickleValue value, Deque<PickleValue> rest) {
    boolean holder =
        value instanceof Call
            || value instanceof Dict
            || value instanceof Sequence
            || value instanceof Persistent;
    if (holder) rest.push(value);
  }

  private void open(PickleValue value, Deque<PickleValue> rest) {
    switch (value) {
      case Sequence sequence -> all(sequence.items(), rest);
      case Dict dict -> all(dict, rest);
      case Call call -> {
        all(call.arguments(), rest);
        all(call.states(), rest);
        all(call.items(), rest);
        if (call.keywords() != null) push(call.keywords(), rest);
        if (call.entries() != null) all(call.entries(), rest);
      }
      default -> {}
    }
  }

  private void all(Dict dict, Deque<PickleValue> rest) {
    budget.spend(dict.size());
    for (PickleDict.Entry entry : dict.entries()) push(entry.value(), rest);
  }

  private void all(List<PickleValue> items, Deque<PickleValue> rest) {
    budget.spend(items.size());
    for (PickleValue item : items) push(item, rest);
  }
}
