package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import java.util.List;

/** What a step reads. */
public sealed interface Operand {

  /** What was assigned to a name. */
  record Named(String name) implements Operand {}

  /** A value that stands in the program; no list or dictionary, which a program could change. */
  record Literal(Value value) implements Operand {}

  /** A constant of the program. */
  record Constant(String address) implements Operand {}

  /** A new list of what the items are now. */
  record Several(List<Operand> items) implements Operand {
    public Several {
      items = List.copyOf(items);
    }
  }

  /**
   * An object, list or dictionary that stands in the program: each run has its own, which it may
   * change.
   */
  record Own(Value template) implements Operand {}

  static Operand named(String name) {
    return new Named(name);
  }

  static Operand of(long number) {
    return new Literal(Value.of(number));
  }

  static Operand of(double number) {
    return new Literal(Value.of(number));
  }

  static Operand of(boolean truth) {
    return new Literal(Value.of(truth));
  }

  static Operand of(String text) {
    return new Literal(Value.of(text));
  }

  static Operand none() {
    return new Literal(Value.nothing());
  }

  static Operand constant(String address) {
    return new Constant(address);
  }

  /** A list of operands. */
  static Operand list(Operand... items) {
    return new Several(List.of(items));
  }

  /** A list of whole numbers. */
  static Operand list(long... numbers) {
    return new Several(java.util.Arrays.stream(numbers).mapToObj(Operand::of).toList());
  }
}
