package dev.sonde.network.program.keras;

import dev.sonde.network.program.Operand;
import java.util.Optional;

/**
 * What one layer gives to the next.
 *
 * @param rank its number of axes, the batch among them
 * @param mask {@code [batch × steps]}, true where a step counts; empty where all do
 */
record Flow(Operand value, int rank, Optional<Operand> mask) {

  static Flow of(Operand value, int rank) {
    return new Flow(value, rank, Optional.empty());
  }

  Flow masked(Optional<Operand> other) {
    return new Flow(value, rank, other);
  }
}
