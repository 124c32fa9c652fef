package dev.sonde.network.program;

import dev.sonde.network.program.Builtins.Builtin;
import dev.sonde.network.torch.TorchException;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists, tuples and dictionaries, as Python has them. */
final class CollectionOperators {

  /** Lists in lists that are compared. */
  private static final int DEEPEST = 64;

  private static final int COMPARISONS = 1 << 20;

  private CollectionOperators() {}

  static Map<String, Builtin> all() {
    Map<String, Builtin> all = new HashMap<>();
    all.put("prim::TupleConstruct", (_, a) -> Optional.of(new Value.Tuple(a)));
    all.put("prim::DictConstruct", CollectionOperators::dictionary);
    all.put("prim::unpack", (_, a) -> items(a.getFirst()).map(Value.Tuple::new));
    all.put("aten::len", (_, a) -> length(a.getFirst()));
    all.put("aten::__getitem__", (_, a) -> item(a));
    all.put("aten::_set_item", CollectionOperators::setItem);
    all.put("aten::Delete", (_, a) -> delete(a));
    all.put("aten::__contains__", (_, a) -> contains(a));
    all.put("aten::append", CollectionOperators::append);
    all.put("aten::extend", CollectionOperators::extend);
    all.put("aten::insert", CollectionOperators::insert);
    all.put("aten::pop", (_, a) -> pop(a));
    all.put("aten::clear", (_, a) -> clear(a));
    all.put("aten::reverse", (_, a) -> reverse(a));
    all.put("aten::copy", (_, a) -> copy(a));
    all.put("aten::list", (_, a) -> items(a.getFirst()).map(Value.Sequence::new));
    all.put("aten::slice", (_, a) -> slice(a));
    all.put("aten::add", CollectionOperators::joined);
    all.put("aten::mul", CollectionOperators::repeated);
    all.put("aten::eq", (_, a) -> equal(a).map(Value::of));
    all.put("aten::ne", (_, a) -> equal(a).map(same -> Value.of(!same)));
    all.put("aten::index", (_, a) -> index(a));
    all.put("aten::count", (_, a) -> count(a));
    all.put("aten::sort", (_, a) -> sort(a));
    all.put("aten::sorted", (_, a) -> sorted(a));
    all.put("prim::min", (_, a) -> extreme(a, false));
    all.put("prim::max", (_, a) -> extreme(a, true));
    all.put("aten::sum", (_, a) -> sum(a));
    all.put("aten::keys", (_, a) -> entries(a, Map.Entry::getKey));
    all.put("aten::values", (_, a) -> entries(a, Map.Entry::getValue));
    all.put(
        "aten::items",
        (_, a) -> entries(a, e -> new Value.Tuple(List.of(e.getKey(), e.getValue()))));
    all.put("aten::get", (_, a) -> get(a));
    all.put("aten::__is__", (_, a) -> Optional.of(Value.of(same(a.get(0), a.get(1)))));
    all.put("aten::__isnot__", (_, a) -> Optional.of(Value.of(!same(a.get(0), a.get(1)))));
    return all;
  }

  /** Two tuples are never one: nobody asks, and comparing them would have to go through them. */
  private static boolean same(Value a, Value b) {
    return !(a instanceof Value.Tuple) && a.equals(b);
  }

  /** The items of a list or tuple. */
  static Optional<List<Value>> items(Value value) {
    return switch (value) {
      case Value.Sequence list -> Optional.of(list.items());
      case Value.Tuple tuple -> Optional.of(tuple.items());
      case Instance object when object.type().equals(ObjectOperators.NAMED_TUPLE) ->
          Optional.of(List.copyOf(object.attributes().values()));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> dictionary(Run run, List<Value> a) {
    Value.Mapping map = new Value.Mapping();
    for (int i = 0; i + 1 < a.size(); i += 2) map.entries().put(key(a.get(i)), a.get(i + 1));
    requireRoom(run, map.entries().size());
    return Optional.of(map);
  }

  private static Value key(Value key) {
    if (key instanceof Value.Text || NumberOperators.isNumber(key)) return key;
    throw new TorchException(key.kind() + " is no key of a dictionary");
  }

  private static void requireRoom(Run run, long count) {
    if (count <= run.executor().limits().items()) return;
    throw new TorchException(
        "a collection of " + count + " items; at most " + run.executor().limits().items());
  }

  private static Optional<Value> length(Value value) {
    if (value instanceof Value.Mapping map) return Optional.of(Value.of(map.entries().size()));
    if (value instanceof Value.OfArray array) {
      if (array.array().rank() == 0) throw new TorchException("a single number has no length");
      return Optional.of(Value.of(array.array().extent(0)));
    }
    return items(value).map(list -> Value.of(list.size()));
  }

  private static int place(Value index, int size) {
    long at = NumberOperators.whole(index);
    long place = at < 0 ? at + size : at;
    if (place < 0 || place >= size) {
      throw new IndexOutOfBoundsException("index " + at + " of a list of " + size);
    }
    return (int) place;
  }

  private static Optional<Value> item(List<Value> a) {
    if (a.size() != 2) return Optional.empty();
    if (a.getFirst() instanceof Value.Mapping map) {
      Value found = map.entries().get(key(a.get(1)));
      if (found == null) throw new TorchException("a dictionary has no such key");
      return Optional.of(found);
    }
    if (a.getFirst() instanceof Value.Text text) {
      return Optional.of(
          Value.of(String.valueOf(text.text().charAt(place(a.get(1), text.text().length())))));
    }
    return items(a.getFirst()).map(list -> list.get(place(a.get(1), list.size())));
  }

  private static Optional<Value> setItem(Run run, List<Value> a) {
    if (a.size() != 3) return Optional.empty();
    if (a.getFirst() instanceof Value.Mapping map) {
      map.entries().put(key(a.get(1)), a.get(2));
      requireRoom(run, map.entries().size());
      return Optional.of(Value.nothing());
    }
    if (!(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    list.items().set(place(a.get(1), list.items().size()), a.get(2));
    return Optional.of(list);
  }

  private static Optional<Value> delete(List<Value> a) {
    if (a.getFirst() instanceof Value.Mapping map) map.entries().remove(a.get(1));
    else if (a.getFirst() instanceof Value.Sequence list) {
      list.items().remove(place(a.get(1), list.items().size()));
    }
    return Optional.of(Value.nothing());
  }

  private static Optional<Value> contains(List<Value> a) {
    if (a.getFirst() instanceof Value.Mapping map) {
      return Optional.of(Value.of(map.entries().containsKey(key(a.get(1)))));
    }
    if (a.getFirst() instanceof Value.Text text && a.get(1) instanceof Value.Text part) {
      return Optional.of(Value.of(text.text().contains(part.text())));
    }
    return items(a.getFirst())
        .map(list -> Value.of(list.stream().anyMatch(item -> equalValues(item, a.get(1)))));
  }

  private static boolean equalValues(Value a, Value b) {
    return equalValues(a, b, new int[] {COMPARISONS}, 0);
  }

  /** Lists may hold themselves, or one part many times over: depth and number are bounded. */
  private static boolean equalValues(Value a, Value b, int[] left, int depth) {
    if (--left[0] < 0 || depth > DEEPEST) {
      throw new TorchException("it compares lists that are nested too deep");
    }
    if (NumberOperators.isNumber(a) && NumberOperators.isNumber(b)) {
      return NumberOperators.real(a) == NumberOperators.real(b);
    }
    Optional<List<Value>> x = items(a);
    Optional<List<Value>> y = items(b);
    if (x.isEmpty() || y.isEmpty()) return a.equals(b);
    if (x.get().size() != y.get().size()) return false;
    for (int i = 0; i < x.get().size(); i++) {
      if (!equalValues(x.get().get(i), y.get().get(i), left, depth + 1)) return false;
    }
    return true;
  }

  private static Optional<Boolean> equal(List<Value> a) {
    if (a.size() != 2) return Optional.empty();
    boolean collections = items(a.get(0)).isPresent() && items(a.get(1)).isPresent();
    boolean nothing = a.stream().anyMatch(Value.Nothing.class::isInstance);
    return collections || nothing ? Optional.of(equalValues(a.get(0), a.get(1))) : Optional.empty();
  }

  private static Optional<Value> append(Run run, List<Value> a) {
    if (!(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    requireRoom(run, list.items().size() + 1L);
    list.items().add(a.get(1));
    return Optional.of(list);
  }

  private static Optional<Value> extend(Run run, List<Value> a) {
    if (!(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    List<Value> more = List.copyOf(items(a.get(1)).orElse(List.of()));
    requireRoom(run, (long) list.items().size() + more.size());
    list.items().addAll(more);
    return Optional.of(Value.nothing());
  }

  private static Optional<Value> insert(Run run, List<Value> a) {
    if (!(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    requireRoom(run, list.items().size() + 1L);
    list.items().add(bounded(a.get(1), list.items().size(), 0), a.get(2));
    return Optional.of(Value.nothing());
  }

  private static Optional<Value> pop(List<Value> a) {
    if (a.getFirst() instanceof Value.Mapping map) {
      Value removed = map.entries().remove(key(a.get(1)));
      if (removed != null) return Optional.of(removed);
      if (a.size() > 2) return Optional.of(a.get(2));
      throw new TorchException("a dictionary has no such key");
    }
    if (!(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    Value at = a.size() > 1 ? a.get(1) : Value.of(-1);
    return Optional.of(list.items().remove(place(at, list.items().size())));
  }

  private static Optional<Value> clear(List<Value> a) {
    if (a.getFirst() instanceof Value.Sequence list) list.items().clear();
    if (a.getFirst() instanceof Value.Mapping map) map.entries().clear();
    return Optional.of(Value.nothing());
  }

  private static Optional<Value> reverse(List<Value> a) {
    if (!(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    Collections.reverse(list.items());
    return Optional.of(Value.nothing());
  }

  private static Optional<Value> copy(List<Value> a) {
    if (a.getFirst() instanceof Value.Mapping map) {
      Value.Mapping copy = new Value.Mapping();
      copy.entries().putAll(map.entries());
      return Optional.of(copy);
    }
    return items(a.getFirst()).map(Value.Sequence::new);
  }

  /** Where a slice begins or ends: absent is {@code otherwise}, beyond an end is that end. */
  private static int bounded(Value at, int size, int otherwise) {
    if (at instanceof Value.Nothing) return otherwise;
    long index = NumberOperators.whole(at);
    return Math.clamp(index < 0 ? index + size : index, 0, size);
  }

  private static Optional<Value> slice(List<Value> a) {
    boolean text = a.getFirst() instanceof Value.Text;
    Optional<List<Value>> found = items(a.getFirst());
    if (found.isEmpty() && !text) return Optional.empty();
    int size = text ? ((Value.Text) a.getFirst()).text().length() : found.orElseThrow().size();
    long step =
        a.size() > 3 && !(a.get(3) instanceof Value.Nothing) ? NumberOperators.whole(a.get(3)) : 1;
    if (step < 1) throw new TorchException("a slice of step " + step);
    int from = a.size() > 1 ? bounded(a.get(1), size, 0) : 0;
    int to = a.size() > 2 ? bounded(a.get(2), size, size) : size;
    if (text) {
      return Optional.of(
          Value.of(((Value.Text) a.getFirst()).text().substring(from, Math.max(from, to))));
    }
    List<Value> part = new ArrayList<>();
    for (long i = from; i < to; i += step) part.add(found.orElseThrow().get((int) i));
    return Optional.of(
        a.getFirst() instanceof Value.Tuple ? new Value.Tuple(part) : new Value.Sequence(part));
  }

  private static Optional<Value> joined(Run run, List<Value> a) {
    if (a.size() != 2) return Optional.empty();
    Optional<List<Value>> x = items(a.get(0));
    Optional<List<Value>> y = items(a.get(1));
    if (x.isEmpty() || y.isEmpty()) return Optional.empty();
    requireRoom(run, (long) x.get().size() + y.get().size());
    List<Value> both = new ArrayList<>(x.get());
    both.addAll(y.get());
    return Optional.of(
        a.getFirst() instanceof Value.Tuple ? new Value.Tuple(both) : new Value.Sequence(both));
  }

  private static Optional<Value> repeated(Run run, List<Value> a) {
    if (a.size() != 2 || !(a.get(0) instanceof Value.Sequence list)) return Optional.empty();
    if (!(a.get(1) instanceof Value.Whole times)) return Optional.empty();
    double count = (double) list.items().size() * Math.max(0, times.number());
    requireRoom(run, (long) count);
    List<Value> all = new ArrayList<>();
    for (long i = 0; !list.items().isEmpty() && i < times.number(); i++) all.addAll(list.items());
    return Optional.of(new Value.Sequence(all));
  }

  private static Optional<Value> index(List<Value> a) {
    if (!(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    if (a.size() != 2 || items(a.get(1)).isPresent()) return Optional.empty();
    for (int i = 0; i < list.items().size(); i++) {
      if (equalValues(list.items().get(i), a.get(1))) return Optional.of(Value.of(i));
    }
    throw new TorchException("a list does not hold what it is asked for");
  }

  private static Optional<Value> count(List<Value> a) {
    return items(a.getFirst())
        .map(list -> Value.of(list.stream().filter(v -> equalValues(v, a.get(1))).count()));
  }

  private static final Comparator<Value> ORDER =
      (a, b) ->
          a instanceof Value.Text x && b instanceof Value.Text y
              ? x.text().compareTo(y.text())
              : Double.compare(NumberOperators.real(a), NumberOperators.real(b));

  private static Optional<Value> sort(List<Value> a) {
    if (!(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    boolean down = a.size() > 1 && NumberOperators.isTrue(a.get(1));
    list.items().sort(down ? ORDER.reversed() : ORDER);
    return Optional.of(Value.nothing());
  }

  private static Optional<Value> sorted(List<Value> a) {
    return items(a.getFirst())
        .map(list -> new Value.Sequence(list.stream().sorted(ORDER).toList()));
  }

  private static Optional<Value> extreme(List<Value> a, boolean greatest) {
    if (a.size() != 1) return Optional.empty();
    return items(a.getFirst())
        .flatMap(list -> greatest ? list.stream().max(ORDER) : list.stream().min(ORDER));
  }

  private static Optional<Value> sum(List<Value> a) {
    if (a.size() != 1 || !(a.getFirst() instanceof Value.Sequence list)) return Optional.empty();
    if (list.items().stream().anyMatch(Value.Real.class::isInstance)) {
      return Optional.of(Value.of(list.items().stream().mapToDouble(NumberOperators::real).sum()));
    }
    return Optional.of(Value.of(list.items().stream().mapToLong(NumberOperators::whole).sum()));
  }

  private interface Part {
    Value of(Map.Entry<Value, Value> entry);
  }

  private static Optional<Value> entries(List<Value> a, Part part) {
    if (!(a.getFirst() instanceof Value.Mapping map)) return Optional.empty();
    return Optional.of(
        new Value.Sequence(map.entries().entrySet().stream().map(part::of).toList()));
  }

  private static Optional<Value> get(List<Value> a) {
    if (!(a.getFirst() instanceof Value.Mapping map)) return Optional.empty();
    Value otherwise = a.size() > 2 ? a.get(2) : Value.nothing();
    return Optional.of(map.entries().getOrDefault(key(a.get(1)), otherwise));
  }
}
