package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A run's own of the objects, lists and dictionaries that stand in a program: it may change them.
 */
final class Own {

  private final Run run;
  private final IdentityHashMap<Value, Value> owned = new IdentityHashMap<>();

  Own(Run run) {
    this.run = run;
  }

  /** The run's own of one of them: the same each time. */
  Value of(Value template) {
    return switch (template) {
      case Value.Sequence list -> {
        Value before = owned.get(list);
        if (before != null) yield before;
        Value.Sequence own = new Value.Sequence(List.of());
        owned.put(list, own);
        list.items().forEach(item -> own.items().add(read(of(item))));
        yield own;
      }
      case Value.Mapping map -> {
        Value before = owned.get(map);
        if (before != null) yield before;
        Value.Mapping own = new Value.Mapping();
        owned.put(map, own);
        map.entries().forEach((key, value) -> own.entries().put(key, read(of(value))));
        yield own;
      }
      case Value.Tuple tuple -> tuple(tuple);
      case Instance object -> {
        Value before = owned.get(object);
        if (before != null) yield before;
        Instance own = new Instance(object.type(), object.path());
        owned.put(object, own);
        object.attributes().forEach((name, value) -> own.attributes().put(name, of(value)));
        yield own;
      }
      case Value other -> other;
    };
  }

  private Value tuple(Value.Tuple tuple) {
    Value before = owned.get(tuple);
    if (before != null) return before;
    Value own = new Value.Tuple(tuple.items().stream().map(item -> read(of(item))).toList());
    owned.put(tuple, own);
    return own;
  }

  /** An array in a collection; those that are attributes are read when they are asked for. */
  private Value read(Value value) {
    return value instanceof Instance.Stored stored
        ? Value.of(run.constant(stored.address()))
        : value;
  }
}
