package dev.sonde.checkpoint.gate;

import org.jspecify.annotations.Nullable;

/**
 * The kind of a recurrent layer and its gates, in PyTorch's order and letters.
 *
 * <ul>
 *   <li>{@link #RNN} has the one "gate" {@code h}: the hidden state itself.
 *   <li>{@link #GRU}: {@code r} reset, {@code z} update, {@code n} new (Keras: {@code h}).
 *   <li>{@link #LSTM}: {@code i} input, {@code f} forget, {@code g} cell (Keras: {@code c}), {@code
 *       o} output.
 * </ul>
 */
public enum Cell {
  RNN("h", "h", "h"),
  GRU("rzn", "zrn", "zrn"),
  LSTM("ifgo", "ifgo", "iofg");

  private final String gates;
  private final String kerasOrder;
  private final String onnxOrder;

  Cell(String gates, String kerasOrder, String onnxOrder) {
    this.gates = gates;
    this.kerasOrder = kerasOrder;
    this.onnxOrder = onnxOrder;
  }

  /** The cell whose gates of {@code hidden} units each make up {@code rows}, or null. */
  static @Nullable Cell of(long rows, long hidden) {
    if (hidden <= 0) return null;
    for (Cell cell : values()) {
      if (rows % hidden == 0 && rows / hidden == cell.gates.length()) return cell;
    }
    return null;
  }

  /** One letter for each gate, in the order in which blocks are listed; also PyTorch's in files. */
  public String gates() {
    return gates;
  }

  /** The same letters in the order of Keras's columns. */
  String kerasOrder() {
    return kerasOrder;
  }

  /** The same letters in the order of ONNX's rows. */
  String onnxOrder() {
    return onnxOrder;
  }
}
