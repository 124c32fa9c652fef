package dev.sonde.network.program;

import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call.
 *
 * @param places those without a name, in order
 * @param names those with one
 */
record Given(List<Value> places, Map<String, Value> names) {

  /** All in order, where none has a name; the operators that are not libtorch's know no names. */
  List<Value> all() {
    if (names.isEmpty()) return places;
    List<Value> all = new ArrayList<>(places);
    all.addAll(names.values());
    return all;
  }

  /** The first argument; None if there is none. */
  Value first() {
    if (!places.isEmpty()) return places.getFirst();
    return names.isEmpty() ? Value.nothing() : names.values().iterator().next();
  }

  /** The same with another first argument. */
  Given withFirst(Value value) {
    if (!places.isEmpty()) {
      List<Value> others = new ArrayList<>(places);
      others.set(0, value);
      return new Given(others, names);
    }
    Map<String, Value> others = new LinkedHashMap<>(names);
    others.put(names.keySet().iterator().next(), value);
    return new Given(places, others);
  }

  /** One per argument of the schema, with what stands there by default; null if they differ. */
  @Nullable List<Value> bind(Schema schema) {
    List<Schema.Argument> wanted = schema.arguments();
    List<Value> bound = new ArrayList<>(wanted.size());
    int place = 0;
    int named = 0;
    for (Schema.Argument argument : wanted) {
      Value byName = names.isEmpty() ? null : names.get(argument.name());
      if (byName != null) {
        bound.add(byName);
        named++;
      } else if (place < places.size() && !argument.keyword()) {
        bound.add(places.get(place++));
      } else if (argument.fallback().isPresent()) {
        bound.add(argument.fallback().get());
      } else if (argument.type().optional()) {
        bound.add(Value.nothing());
      } else {
        return null;
      }
    }
    return place == places.size() && named == names.size() ? bound : null;
  }
}
