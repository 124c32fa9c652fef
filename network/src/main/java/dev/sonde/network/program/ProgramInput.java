package dev.sonde.network.program;

import dev.sonde.network.torch.Value;
import dev.sonde.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One input of a program.
 *
 * @param name by which the body reads it, and by which it is given
 * @param aliases other names by which it can be given
 * @param type of its elements; empty where any will do
 * @param shape its axes; empty where any will do
 * @param fallback what stands there when nothing is given
 * @param form what the program wants
 */
public record ProgramInput(
    String name,
    List<String> aliases,
    Optional<DType> type,
    Optional<List<Axis>> shape,
    Optional<Value> fallback,
    Form form) {

  /** What a program may want of arrays that a caller gives. */
  public enum Form {
    ARRAY,
    /** The number of an array of one. */
    NUMBER,
    /** A list of the numbers of an array. */
    NUMBERS,
    /** A list of the arrays {@code name.0}, {@code name.1}, …. */
    ARRAYS,
    /** A tuple of them. */
    TUPLE,
    /** A dictionary of the arrays {@code name.KEY}; of numbers where the type is given. */
    DICTIONARY
  }

  /**
   * One axis of an input.
   *
   * @param extent −1 where it is free
   * @param symbol its name in the file where it is free; may be empty
   * @param least the smallest extent where it is free
   * @param most the largest
   */
  public record Axis(long extent, String symbol, long least, long most) {

    public static Axis fixed(long extent) {
      return new Axis(extent, "", extent, extent);
    }

    public static Axis free(String symbol) {
      return new Axis(-1, symbol, 0, Long.MAX_VALUE);
    }

    boolean allows(long found) {
      return found >= least && found <= most;
    }

    @Override
    public String toString() {
      if (extent >= 0) return Long.toString(extent);
      String name = symbol.isEmpty() ? "?" : symbol;
      if (most < Integer.MAX_VALUE) return name + " from " + least + " to " + most;
      return least > 1 ? name + " from " + least : name;
    }
  }

  public ProgramInput {
    aliases = List.copyOf(aliases);
    shape = shape.map(List::copyOf);
  }

  /** An array of some type and shape. */
  public static ProgramInput of(String name, DType type, List<Axis> shape) {
    return new ProgramInput(
        name, List.of(), Optional.of(type), Optional.of(shape), Optional.empty(), Form.ARRAY);
  }

  /** Whether an array of this name is the input, or a part of it. */
  public boolean accepts(String given) {
    return isCollection() ? part(given).isPresent() : answersTo(given);
  }

  boolean answersTo(String given) {
    return name.equals(given) || aliases.contains(given);
  }

  /** Whether it is made of several arrays. */
  boolean isCollection() {
    return form == Form.ARRAYS || form == Form.TUPLE || form == Form.DICTIONARY;
  }

  /** The part that an array called {@code left} in {@code x.left} is; empty if it is none. */
  Optional<String> part(String given) {
    if (!isCollection()) return Optional.empty();
    int dot = given.indexOf('.');
    if (dot < 0 || !answersTo(given.substring(0, dot))) return Optional.empty();
    return Optional.of(given.substring(dot + 1));
  }

  @Override
  public String toString() {
    String type = this.type.map(DType::label).orElse("array");
    String shape =
        this.shape
            .map(
                axes ->
                    axes.stream().map(Axis::toString).collect(Collectors.joining(", ", " [", "]")))
            .orElse("");
    return name
        + ": "
        + switch (form) {
          case ARRAY -> type + shape;
          case NUMBER -> type + " number";
          case NUMBERS -> type + " numbers";
          case ARRAYS -> "arrays " + name + ".0, " + name + ".1, …";
          case TUPLE -> "arrays " + name + ".0, " + name + ".1";
          case DICTIONARY -> "arrays " + name + ".KEY";
        };
  }
}
