package dev.sonde.network.layer;

import dev.sonde.network.torch.Array;
import org.jspecify.annotations.Nullable;

/**
 * The state of one recurrent layer between two steps.
 *
 * @param h hidden vector {@code [batch × hidden]}
 * @param c cell of an LSTM, else null
 */
public record State(Array h, @Nullable Array c) {

  /** All zero. */
  public static State zero(Cell cell, long batch, int hidden) {
    return new State(
        Array.zeros(batch, hidden), cell.hasCell() ? Array.zeros(batch, hidden) : null);
  }

  Array cell() {
    if (c == null) throw new IllegalStateException("the state of an LSTM needs a cell");
    return c;
  }
}
