package dev.sonde.network.onnx;

import dev.sonde.network.torch.Array;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One operator of ONNX.
 *
 * @param name as in the file: {@code Conv}
 * @param attributes all that any version from 9 to 20 has
 * @param inputs how many it needs at least
 * @param units which axis of its results counts units
 */
record Operator(
    String name, Set<String> attributes, int inputs, Units units, Computation computation) {

  /** What an operator does: all outputs that the node names, from a call. */
  @FunctionalInterface
  interface Computation {
    List<Array> of(Call call);
  }

  /** What an operator with one output does. */
  @FunctionalInterface
  interface One {
    Array of(Call call);
  }

  Operator {
    attributes = java.util.Collections.unmodifiableSet(new TreeSet<>(attributes));
  }

  /**
   * @param attributes separated by spaces; empty for none
   */
  static Operator one(String name, int inputs, Units units, String attributes, One computation) {
    return many(name, inputs, units, attributes, call -> List.of(computation.of(call)));
  }

  static Operator many(
      String name, int inputs, Units units, String attributes, Computation computation) {
    Set<String> names = attributes.isEmpty() ? Set.of() : Set.of(attributes.split(" ", -1));
    return new Operator(name, names, inputs, units, computation);
  }
}
