package dev.sonde.checkpoint.pause;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where work stands: words and arrays by name. Taking out what is not there, or is of another size,
 * throws an {@link IllegalArgumentException}: files may be damaged.
 */
public record Stand(Map<String, String> words, List<Tensor> arrays) {

  public Stand {
    words = Map.copyOf(words);
    arrays = List.copyOf(arrays);
  }

  /** A stand without arrays. */
  public static Stand of(Map<String, ?> words) {
    Map<String, String> texts = new TreeMap<>();
    words.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return new Stand(texts, List.of());
  }

  public Stand with(Tensor array) {
    List<Tensor> all = new ArrayList<>(arrays);
    all.add(array);
    return new Stand(words, all);
  }

  /** With a flat array of numbers. */
  public Stand with(String name, float[] values) {
    return with(Tensor.ofFloats(name, Shape.of(values.length), values));
  }

  public boolean has(String name) {
    return words.containsKey(name);
  }

  public String word(String name) {
    String word = words.get(name);
    if (word == null) throw new IllegalArgumentException("no '" + name + "'");
    return word;
  }

  public int integer(String name) {
    return Integer.parseInt(word(name));
  }

  public long whole(String name) {
    return Long.parseLong(word(name));
  }

  public double number(String name) {
    return Double.parseDouble(word(name));
  }

  /** The array of that name. */
  public Tensor array(String name) {
    for (Tensor array : arrays) if (array.address().equals(name)) return array;
    throw new IllegalArgumentException("no '" + name + "'");
  }

  /** All numbers of an array that must have so many. */
  public float[] floats(String name, long count) {
    Tensor array = array(name);
    if (array.count() == count) return array.toFloats();
    throw new IllegalArgumentException("no " + count + " numbers '" + name + "'");
  }
}
