package dev.sonde.network.model;

import dev.sonde.network.layer.Cell;
import dev.sonde.network.memory.MemoryLimit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a file of weights may leave open, said by whoever opens it. A file that says it itself is
 * believed.
 *
 * @param start the symbol that a decoder reads first: in no state dict and no Keras file
 * @param plain whether a plain recurrent layer is {@link Cell#RELU} or {@link Cell#TANH}: both have
 *     the same shapes
 * @param activation what stands between linear layers: a word such as {@code relu}, where a state
 *     dict leaves it open
 * @param memory what one run of a graph or program out of a file may take; half of the machine's
 *     where it is left open
 */
public record Hints(
    OptionalInt start,
    Optional<Cell> plain,
    Optional<String> activation,
    Optional<MemoryLimit> memory) {

  public static Hints none() {
    return new Hints(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Hints start(int symbol) {
    return new Hints(OptionalInt.of(symbol), plain, activation, memory);
  }

  public Hints plain(Cell cell) {
    return new Hints(start, Optional.of(cell), activation, memory);
  }

  public Hints memory(MemoryLimit limit) {
    return new Hints(start, plain, activation, Optional.of(limit));
  }

  public Hints activation(String word) {
    return new Hints(start, plain, Optional.of(word), memory);
  }
}
