package dev.sonde.network.program.script;

import dev.sonde.checkpoint.pickle.PickleDict;
import dev.sonde.checkpoint.pickle.PickleValue;
import dev.sonde.network.program.Instance;
import dev.sonde.network.program.ProgramException;
import dev.sonde.network.torch.Value;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The objects of an archive out of their pickle, which is not run. */
final class Objects {

  private static final int DEEPEST = 200;

  /** What a layer with whole-number weights keeps them in. */
  static final String PACKED = "__torch__.torch.classes.quantized.LinearPackedParamsBase";

  private final String file;
  private final Map<String, Tensor> tensors;
  private final Predicate<String> isModule;
  private final IdentityHashMap<PickleValue, Value> known = new IdentityHashMap<>();

  /**
   * @param tensors by the path of their attribute
   * @param isModule whether a class is one of modules
   */
  Objects(String file, Map<String, Tensor> tensors, Predicate<String> isModule) {
    this.file = file;
    this.tensors = tensors;
    this.isModule = isModule;
  }

  /**
   * @param path of the attribute
   */
  Value of(PickleValue value, String path, int depth) {
    if (depth > DEEPEST) {
      throw new ProgramException(file + ": objects in objects more than " + DEEPEST + " deep");
    }
    Value before = known.get(value);
    if (before != null) return before;
    Value made = made(value, path, depth);
    known.put(value, made);
    return made;
  }

  private Value made(PickleValue value, String path, int depth) {
    return switch (value) {
      case PickleValue.None _ -> Value.nothing();
      case PickleValue.Bool truth -> Value.of(truth.value());
      case PickleValue.Int whole -> Value.of(whole.value());
      case PickleValue.Real real -> Value.of(real.value());
      case PickleValue.Text text -> Value.of(text.value());
      case PickleValue.Data data -> {
        String text = PickleValue.text(data, 1 << 20);
        yield text == null ? Value.nothing() : Value.of(text);
      }
      case PickleValue.Sequence sequence -> sequence(sequence, path, depth);
      case PickleValue.Dict dict -> dictionary(dict, path, depth);
      case PickleValue.Call call -> call(call, path, depth);
      case PickleValue.BigInt _, PickleValue.Global _, PickleValue.Persistent _ -> Value.nothing();
    };
  }

  private Value sequence(PickleValue.Sequence sequence, String path, int depth) {
    List<Value> items = new ArrayList<>();
    for (PickleValue item : sequence.items()) {
      items.add(of(item, inner(path, Integer.toString(items.size())), depth + 1));
    }
    return sequence.kind() == PickleValue.Sequence.Kind.TUPLE
        ? new Value.Tuple(items)
        : new Value.Sequence(items);
  }

  private Value dictionary(PickleValue.Dict dict, String path, int depth) {
    Value.Mapping map = new Value.Mapping();
    for (PickleDict.Entry entry : dict.entries()) {
      Value key = of(entry.key(), path, depth + 1);
      String name = key instanceof Value.Text text ? text.text() : key.toString();
      map.entries().put(key, of(entry.value(), inner(path, name), depth + 1));
    }
    return map;
  }

  private static String inner(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Value call(PickleValue.Call call, String path, int depth) {
    if (!(call.callable() instanceof PickleValue.Global global)) return Value.nothing();
    String type = global.module() + "." + global.name();
    return call(call, type, path, depth);
  }

  private Value call(PickleValue.Call call, String type, String path, int depth) {
    List<PickleValue> arguments = call.arguments();
    if (type.equals(PACKED)) return packed(call, path);
    if (type.startsWith("torch._utils._rebuild")) return stored(path);
    if (type.startsWith("torch.jit._pickle.") && !arguments.isEmpty()) {
      return of(arguments.getFirst(), path, depth + 1); // build_intlist, restore_type_tag
    }
    if (type.equals("torch.device")) return Value.of("cpu");
    if (type.equals("collections.OrderedDict")) return new Value.Mapping();
    if (!type.startsWith("__torch__.")) return Value.nothing();
    Instance object = new Instance(type, isModule.test(type) ? path : "");
    known.put(call, object);
    for (PickleValue state : call.states()) {
      if (!(state instanceof PickleValue.Dict attributes)) continue;
      for (PickleDict.Entry entry : attributes.entries()) {
        String name = PickleValue.text(entry.key(), 4096);
        if (name == null) continue;
        object.attributes().put(name, of(entry.value(), inner(path, name), depth + 1));
      }
    }
    // Networks are looked at, not trained.
    if (isModule.test(type)) object.attributes().replace("training", Value.of(false));
    return object;
  }

  private Value stored(String path) {
    if (tensors.containsKey(path)) return new Instance.Stored(path);
    return Value.nothing();
  }

  /** {@code (weights with their scale, bias)}. */
  private Value packed(PickleValue.Call call, String path) {
    Instance object = new Instance(PACKED, "");
    String weight = path + ".state.0";
    object.attributes().put("weight", stored(weight + ".int_repr"));
    object.attributes().put("bias", stored(path + ".state.1"));
    if (call.states().isEmpty()
        || !(call.states().getFirst() instanceof PickleValue.Sequence state)
        || state.items().isEmpty()
        || !(state.items().getFirst() instanceof PickleValue.Call tensor)
        || tensor.arguments().size() < 5
        || !(tensor.arguments().get(4) instanceof PickleValue.Sequence scheme)
        || scheme.items().size() < 3) {
      throw new ProgramException(
          file + ": '" + path + "' holds no whole-number weights that Sonde knows");
    }
    object.attributes().put("scale", of(scheme.items().get(1), weight + ".scales", 0));
    object.attributes().put("zero", of(scheme.items().get(2), weight + ".zero_points", 0));
    return object;
  }

  /** The paths of trained tensors, found by what classes say of their attributes. */
  static void trained(
      Value value, Map<String, List<String>> parameters, Set<String> trained, Set<Value> seen) {
    if (!(value instanceof Instance object) || !seen.add(object)) return;
    for (String name : parameters.getOrDefault(object.type(), List.of())) {
      if (object.attributes().get(name) instanceof Instance.Stored stored) {
        trained.add(stored.address());
      }
    }
    object.attributes().values().forEach(inner -> trained(inner, parameters, trained, seen));
  }
}
