package dev.sonde.network.program;

import dev.sonde.network.program.Builtins.Builtin;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects with attributes, and errors that a program raises itself. */
final class ObjectOperators {

  /** The class of tuples with names. */
  static final String NAMED_TUPLE = "NamedTuple";

  private ObjectOperators() {}

  static Map<String, Builtin> all() {
    Map<String, Builtin> all = new HashMap<>();
    all.put("prim::GetAttr", ObjectOperators::attribute);
    all.put("prim::SetAttr", (_, a) -> set(a));
    all.put("prim::CreateObject", (_, a) -> Optional.of(new Instance(text(a.getFirst()), "")));
    all.put("prim::NamedTuple", (_, a) -> named(a));
    all.put("prim::RaiseException", ObjectOperators::raise);
    all.put("prim::Uninitialized", (_, _) -> Optional.of(Value.nothing()));
    return all;
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) return text.text();
    throw new TorchException(value.kind() + " is no name");
  }

  private static Optional<Value> attribute(Run run, List<Value> a) {
    String name = text(a.get(1));
    if (!(a.getFirst() instanceof Instance object)) {
      throw new TorchException(a.getFirst().kind() + " has no attribute '" + name + "'");
    }
    Value value = object.attributes().get(name);
    if (value == null) throw new TorchException(object + " has no attribute '" + name + "'");
    if (value instanceof Instance.Stored stored) {
      return Optional.of(Value.of(run.constant(stored.address())));
    }
    return Optional.of(value);
  }

  private static Optional<Value> set(List<Value> a) {
    if (!(a.getFirst() instanceof Instance object)) {
      throw new TorchException(a.getFirst().kind() + " has no attributes");
    }
    object.attributes().put(text(a.get(1)), a.get(2));
    return Optional.of(Value.nothing());
  }

  /** Name and value by turns. */
  private static Optional<Value> named(List<Value> a) {
    Instance tuple = new Instance(NAMED_TUPLE, "");
    for (int i = 0; i + 1 < a.size(); i += 2) {
      tuple.attributes().put(text(a.get(i)), a.get(i + 1));
    }
    return Optional.of(tuple);
  }

  private static Optional<Value> raise(Run run, List<Value> a) {
    String why = a.isEmpty() ? "" : TextOperators.printed(run, a.getFirst());
    throw new TorchException("the model itself refuses: " + why);
  }
}
