package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Arguments and results of calls as {@link dev.sonde.network.layer.Memo} compares and keeps them.
 */
final class Recollection {

  /** Marks where a list begins: {@code ([a], b)} is not {@code ([a, b])}. */
  private record ListOf(int items) {}

  private record ArgumentNamed(String name) {}

  private Recollection() {}

  /** Arrays and plain values in order; empty if there is anything else among them. */
  static Optional<List<Object>> inputs(Given given) {
    List<Object> flat = new ArrayList<>();
    for (Value value : given.places()) if (!add(value, flat)) return Optional.empty();
    for (var named : given.names().entrySet()) {
      flat.add(new ArgumentNamed(named.getKey()));
      if (!add(named.getValue(), flat)) return Optional.empty();
    }
    return Optional.of(flat);
  }

  private static boolean add(Value value, List<Object> flat) {
    return switch (value) {
      case Value.OfArray array -> flat.add(array.array());
      case Value.Nothing _, Value.Whole _, Value.Real _, Value.Truth _, Value.Text _ ->
          flat.add(value);
      case Value.Tuple tuple -> all(tuple.items(), flat);
      case Value.Sequence list -> all(list.items(), flat);
      case Value.Mapping _, Value.Reference _ -> false;
    };
  }

  private static boolean all(List<Value> items, List<Object> flat) {
    flat.add(new ListOf(items.size()));
    for (Value item : items) if (!add(item, flat)) return false;
    return true;
  }

  /** The results, if they are arrays alone. */
  static Optional<List<Array>> arrays(List<Value> results) {
    List<Array> arrays = new ArrayList<>();
    for (Value value : results) {
      if (!(value instanceof Value.OfArray array)) return Optional.empty();
      arrays.add(array.array());
    }
    return arrays.isEmpty() ? Optional.empty() : Optional.of(arrays);
  }
}
