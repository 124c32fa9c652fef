package dev.sonde.network.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a program computes with: arrays, and the numbers, texts and collections around them. */
public sealed interface Value {

  /** No value: {@code None}. */
  record Nothing() implements Value {}

  /** An array. */
  record OfArray(Array array) implements Value {}

  /** A whole number; types of elements are libtorch's numbers of them, 6 for float32. */
  record Whole(long number) implements Value {}

  /** A real number. */
  record Real(double number) implements Value {}

  record Truth(boolean truth) implements Value {}

  record Text(String text) implements Value {}

  /** Several values that stay as they are. */
  record Tuple(List<Value> items) implements Value {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** A list that programs may change; it is what it is, whatever it holds. */
  final class Sequence implements Value {
    private final List<Value> items;

    public Sequence(List<? extends Value> items) {
      this.items = new ArrayList<>(items);
    }

    public List<Value> items() {
      return items;
    }

    @Override
    public String toString() {
      return items.toString();
    }
  }

  /** A dictionary that programs may change, in the order of insertion. */
  final class Mapping implements Value {
    private final Map<Value, Value> entries = new LinkedHashMap<>();

    public Map<Value, Value> entries() {
      return entries;
    }

    @Override
    public String toString() {
      return entries.toString();
    }
  }

  /** What means nothing to the engine: objects with attributes, and the like. */
  non-sealed interface Reference extends Value {}

  static Value nothing() {
    return new Nothing();
  }

  static Value of(Array array) {
    return new OfArray(array);
  }

  static Value of(long number) {
    return new Whole(number);
  }

  static Value of(double number) {
    return new Real(number);
  }

  static Value of(boolean truth) {
    return new Truth(truth);
  }

  static Value of(String text) {
    return new Text(text);
  }

  /** A list of whole numbers. */
  static Value ofWhole(long... numbers) {
    List<Value> items = new ArrayList<>();
    for (long number : numbers) items.add(of(number));
    return new Sequence(items);
  }

  /** What kind of value it is, as messages say it. */
  default String kind() {
    return switch (this) {
      case Nothing _ -> "None";
      case OfArray array -> "an array " + array.array().shape();
      case Whole _ -> "a whole number";
      case Real _ -> "a real number";
      case Truth _ -> "a truth";
      case Text _ -> "a text";
      case Tuple tuple -> "a tuple of " + tuple.items().size();
      case Sequence list -> "a list of " + list.items().size();
      case Mapping map -> "a dictionary of " + map.entries().size();
      case Reference _ -> "an object";
    };
  }
}
