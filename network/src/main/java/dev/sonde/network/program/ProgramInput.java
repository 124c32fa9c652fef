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
 * @param scalar whether the program wants a number, not an array of one
 */
public record ProgramInput(
    String name,
    List<String> aliases,
    Optional<DType> type,
    Optional<List<Axis>> shape,
    Optional<Value> fallback,
    boolean scalar) {

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
      return symbol.isEmpty() ? "?" : symbol;
    }
  }

  public ProgramInput {
    aliases = List.copyOf(aliases);
    shape = shape.map(List::copyOf);
  }

  /** An array of some type and shape. */
  public static ProgramInput of(String name, DType type, List<Axis> shape) {
    return new ProgramInput(
        name, List.of(), Optional.of(type), Optional.of(shape), Optional.empty(), false);
  }

  boolean answersTo(String given) {
    return name.equals(given) || aliases.contains(given);
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
    return name + ": " + (scalar ? type + " number" : type + shape);
  }
}
