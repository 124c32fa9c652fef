package dev.sonde.network.program;

import dev.sonde.network.program.Builtins.Builtin;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Operators;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What scripted programs ask of arrays beside computing with them. */
final class ArrayOperators {

  /** libtorch's numbers of element types. */
  private static final int INT64 = 4;

  private static final int FLOAT32 = 6;
  private static final int BOOL = 11;

  private ArrayOperators() {}

  static Map<String, Builtin> all() {
    Map<String, Builtin> all = new HashMap<>();
    all.put("aten::size", (_, a) -> only(a).map(x -> Value.ofWhole(x.shape().toArray())));
    all.put("aten::dim", (_, a) -> only(a).map(x -> Value.of(x.rank())));
    all.put("aten::numel", (_, a) -> only(a).map(x -> Value.of(x.count())));
    all.put("prim::dtype", (_, a) -> only(a).map(x -> Value.of(x.typeNumber())));
    all.put("prim::device", (_, a) -> only(a).map(_ -> Value.of("cpu")));
    all.put("prim::layout", (_, a) -> only(a).map(_ -> Value.of(0)));
    all.put("prim::shape", (_, a) -> only(a).map(x -> Value.ofWhole(x.shape().toArray())));
    all.put("prim::data", (_, a) -> only(a).map(x -> Value.of(x.detach())));
    all.put("prim::requires_grad", (_, a) -> only(a).map(_ -> Value.of(false)));
    all.put("prim::is_quantized", (_, a) -> only(a).map(_ -> Value.of(false)));
    for (String absent : List.of("cuda", "sparse", "mkldnn", "mps", "xla", "meta", "nested")) {
      all.put("prim::is_" + absent, (_, a) -> only(a).map(_ -> Value.of(false)));
    }
    all.put("aten::cpu", (_, a) -> only(a).map(Value::of));
    all.put("aten::device", (_, _) -> Optional.of(Value.of("cpu")));
    all.put("prim::type", (_, _) -> Optional.of(Value.of("cpu")));
    all.put("aten::is_autocast_enabled", (_, _) -> Optional.of(Value.of(false)));
    all.put("aten::is_autocast_cpu_enabled", (_, _) -> Optional.of(Value.of(false)));
    all.put("aten::_get_tracing_state", (_, _) -> Optional.of(Value.of(false)));
    all.put("aten::is_scripting", (_, _) -> Optional.of(Value.of(true)));
    all.put("aten::is_grad_enabled", (_, _) -> Optional.of(Value.of(false)));
    all.put("aten::set_grad_enabled", (_, _) -> Optional.of(Value.nothing()));
    all.put("aten::warn", (_, _) -> Optional.of(Value.nothing()));
    all.put("prim::Print", (_, _) -> Optional.of(Value.nothing()));
    all.put("aten::tensor", ArrayOperators::tensor);
    all.put("aten::as_tensor", ArrayOperators::tensor);
    all.put("prim::NumToTensor", ArrayOperators::tensor);
    all.put("aten::to", (_, a) -> device(a));
    return all;
  }

  /** The arguments of {@code tensor(data, dtype=…, device=…)}: data and dtype. */
  static List<Value> ordered(Given given) {
    List<Value> ordered = new ArrayList<>();
    ordered.add(
        given.places().isEmpty()
            ? given.names().getOrDefault("data", Value.nothing())
            : given.places().getFirst());
    Value type = given.names().get("dtype");
    if (type != null) ordered.add(type);
    return ordered;
  }

  private static Optional<Array> only(List<Value> a) {
    return a.size() == 1 && a.getFirst() instanceof Value.OfArray array
        ? Optional.of(array.array())
        : Optional.empty();
  }

  /** {@code x.to(device)}: everything is on the processor. */
  private static Optional<Value> device(List<Value> a) {
    if (a.size() < 2 || !(a.get(0) instanceof Value.OfArray)) return Optional.empty();
    boolean elsewhere = a.get(1) instanceof Value.Text || a.get(1) instanceof Value.Nothing;
    boolean typed = a.stream().skip(1).anyMatch(Value.Whole.class::isInstance);
    return elsewhere && !typed ? Optional.of(a.getFirst()) : Optional.empty();
  }

  /** An array of a number, or of nested lists of numbers. */
  private static Optional<Value> tensor(Run run, List<Value> a) {
    Value data = a.getFirst();
    if (data instanceof Value.OfArray array) return Optional.of(Value.of(array.array().copy()));
    List<Value> flat = new ArrayList<>();
    List<Long> shape = new ArrayList<>();
    flatten(data, 0, shape, flat, run.executor().limits());
    long[] extents = shape.stream().mapToLong(Long::longValue).toArray();
    boolean real = flat.isEmpty() || flat.stream().anyMatch(Value.Real.class::isInstance);
    boolean truths = !flat.isEmpty() && flat.stream().allMatch(Value.Truth.class::isInstance);
    int type = real ? FLOAT32 : truths ? BOOL : INT64;
    if (a.size() > 1 && a.get(1) instanceof Value.Whole stated) type = (int) stated.number();
    return Optional.of(converted(array(flat, extents, real), type));
  }

  private static Array array(List<Value> flat, long[] extents, boolean real) {
    if (real) {
      return Array.ofDoubles(flat.stream().mapToDouble(NumberOperators::real).toArray(), extents);
    }
    return Array.ofIndices(flat.stream().mapToLong(NumberOperators::whole).toArray(), extents);
  }

  private static Value converted(Array array, int type) {
    return Operators.find("aten::to", "dtype")
        .orElseThrow()
        .call(
            List.of(
                Value.of(array), Value.of(type), Value.of(false), Value.of(false), Value.nothing()),
            0)
        .getFirst();
  }

  private static void flatten(
      Value data, int axis, List<Long> shape, List<Value> flat, Limits limits) {
    Optional<List<Value>> items = CollectionOperators.items(data);
    if (items.isEmpty()) {
      if (axis != shape.size()) throw new TorchException("a ragged list is no array");
      if (!NumberOperators.isNumber(data)) throw new TorchException(data.kind() + " is no number");
      if (flat.size() >= limits.items()) throw new TorchException("more than " + limits.items());
      flat.add(data);
      return;
    }
    if (axis > 16) throw new TorchException("lists in lists more than 16 deep");
    long count = items.get().size();
    if (axis == shape.size() && flat.isEmpty()) shape.add(count);
    else if (axis >= shape.size() || shape.get(axis) != count) {
      throw new TorchException("a ragged list is no array");
    }
    for (Value item : items.get()) flatten(item, axis + 1, shape, flat, limits);
  }
}
