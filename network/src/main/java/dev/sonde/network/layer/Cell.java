package dev.sonde.network.layer;

import java.util.List;
import java.util.Locale;

/** The kinds of recurrent cell, with PyTorch's equations and gate order. */
public enum Cell {
  /** h' = relu(W_ih x + b_ih + W_hh h + b_hh). */
  RELU(1, ""),
  /** h' = tanh(W_ih x + b_ih + W_hh h + b_hh). */
  TANH(1, ""),
  /** r, z, n; h' = (1 − z)·n + z·h (Cho et al. 2014). */
  GRU(3, "rzn"),
  /** i, f, g, o; c' = f·c + i·g; h' = o·tanh(c') (Hochreiter and Schmidhuber 1997). */
  LSTM(4, "ifgo");

  private final int blocks;
  private final String gates;

  Cell(int blocks, String gates) {
    this.blocks = blocks;
    this.gates = gates;
  }

  /** Row blocks of the weight matrices. */
  public int blocks() {
    return blocks;
  }

  /** Names of the gates, in the order of the row blocks; none for plain cells. */
  public List<String> gates() {
    return gates.chars().mapToObj(Character::toString).toList();
  }

  /** Whether the state has a cell beside the hidden vector. */
  public boolean hasCell() {
    return this == LSTM;
  }

  /** {@code gru}, as commands and file names write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
