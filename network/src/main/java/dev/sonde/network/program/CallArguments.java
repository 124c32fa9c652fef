package dev.sonde.network.program;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Schema;
import dev.sonde.network.torch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of one call as {@link SizeRules} read them: numbers by name, arrays by place. */
final class CallArguments {

  private final Schema schema;
  private final List<Value> given;
  private final List<Array> arrays = new ArrayList<>();

  CallArguments(Schema schema, List<Value> given) {
    this.schema = schema;
    this.given = given;
    for (Value value : given) collect(value, arrays);
  }

  Schema schema() {
    return schema;
  }

  /** One per argument of the schema. */
  List<Value> given() {
    return given;
  }

  Optional<Value> argument(String name) {
    return schema.given(name, given);
  }

  static List<Double> numbers(Value value) {
    return switch (value) {
      case Value.Whole whole -> List.of((double) whole.number());
      case Value.Real real -> List.of(real.number());
      case Value.Sequence list -> list.items().stream().flatMap(v -> numbers(v).stream()).toList();
      case Value.Tuple tuple -> tuple.items().stream().flatMap(v -> numbers(v).stream()).toList();
      default -> List.of();
    };
  }

  List<Double> wholes(String name) {
    return argument(name).map(CallArguments::numbers).orElse(List.of());
  }

  double whole(String name, double absent) {
    List<Double> found = wholes(name);
    return found.isEmpty() ? absent : found.getFirst();
  }

  static double product(List<Double> numbers) {
    double product = 1;
    for (double number : numbers) product *= Math.abs(number);
    return product;
  }

  /** Those that are given, lists of them taken apart. */
  List<Array> arrays() {
    return arrays;
  }

  /** Adds the arrays of an argument, lists and tuples of them taken apart. */
  static void collect(Value value, List<Array> arrays) {
    switch (value) {
      case Value.OfArray array -> arrays.add(array.array());
      case Value.Sequence list -> list.items().forEach(item -> collect(item, arrays));
      case Value.Tuple tuple -> tuple.items().forEach(item -> collect(item, arrays));
      default -> {}
    }
  }

  Optional<Array> array(int place) {
    return place < arrays.size() ? Optional.of(arrays.get(place)) : Optional.empty();
  }

  /** Numbers that a value brings, of an array that repeats a few only those few. */
  static double held(Value value) {
    List<Array> arrays = new ArrayList<>();
    collect(value, arrays);
    double held = 0;
    for (Array array : arrays) held += Math.min(array.count(), array.memorySize());
    return held;
  }

  double numel(int place) {
    return array(place).map(array -> (double) array.count()).orElse(1.0);
  }

  double rank(int place) {
    return array(place).map(array -> (double) array.rank()).orElse(1.0);
  }

  double width(int place) {
    return array(place)
        .filter(one -> one.rank() > 0)
        .map(one -> (double) one.extent(-1))
        .orElse(1.0);
  }

  double first() {
    return numel(0);
  }

  double sum() {
    double sum = 0;
    for (Array array : arrays) sum += array.count();
    return sum;
  }

  double all() {
    return all(0);
  }

  double all(int from) {
    double all = 1;
    for (int i = from; i < arrays.size(); i++) all *= Math.max(1, arrays.get(i).count());
    return all;
  }

  double rows(int place) {
    return numel(place) / Math.max(1, width(place));
  }

  /** The extents of the axes that an argument names. */
  List<Double> extents(String name, int place) {
    Optional<Array> x = array(place);
    if (x.isEmpty()) return List.of();
    return wholes(name).stream()
        .filter(axis -> axis >= -x.get().rank() && axis < x.get().rank())
        .map(axis -> (double) Math.max(1, x.get().extent(axis.intValue())))
        .toList();
  }

  double at(String name, int axis, double absent) {
    List<Double> found = wholes(name);
    return found.isEmpty() ? absent : Math.abs(found.get(Math.min(axis, found.size() - 1)));
  }
}
