package dev.sonde.analysis.heatmap;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rows and columns of a tensor's matrix stand for, as far as its name and shape tell:
 * which frameworks store weights in which order is convention, not content.
 *
 * @param row what a row is
 * @param column what a column is
 * @param gates the blocks of a recurrent matrix, in the framework's order; empty where it has none
 * @param gatesAcross whether the gates are blocks of columns (Keras) rather than of rows (PyTorch)
 */
public record MatrixAxes(String row, String column, List<String> gates, boolean gatesAcross) {

  public MatrixAxes {
    gates = List.copyOf(gates);
  }

  /** The words for a tensor of this address and shape. */
  public static MatrixAxes of(String address, List<Long> shape) {
    int rank = shape.size();
    if (rank < 2)
      return new MatrixAxes("", rank == 0 ? "the only value" : "index", List.of(), false);
    String name = address.toLowerCase(Locale.ROOT);
    if (rank == 2) {
      if (name.contains("embed")) return plain("word", "dimension");
      if (name.endsWith(".weight")) return plain("output unit", "input unit");
      MatrixAxes recurrent = recurrent(name, shape.get(0), shape.get(1));
      if (recurrent != null) return recurrent;
      if (name.contains("kernel")) return plain("input unit", "output unit");
      if (name.contains("weight_ih")) return plain("gate and unit", "input unit");
      if (name.contains("/w_h")) return plain("unit", "hidden unit");
      if (name.contains("/w_i")) return plain("unit", "input unit");
      return plain("row (axis 0)", "column (axis 1)");
    }
    String rest = shape.stream().skip(1).map(String::valueOf).collect(Collectors.joining(" × "));
    if (name.endsWith(".weight")) {
      return plain("output channel", "input channel × kernel position (" + rest + ")");
    }
    return plain("row (axis 0)", "column (axes 1 to " + (rank - 1) + ": " + rest + ")");
  }

  private static MatrixAxes plain(String row, String column) {
    return new MatrixAxes(row, column, List.of(), false);
  }

  /** Square blocks of a matrix from hidden to hidden units, three or four; null if it is none. */
  private static @Nullable MatrixAxes recurrent(String name, long rows, long columns) {
    if (rows < 1 || columns < 1) return null;
    if (name.contains("weight_hh") && rows % columns == 0) {
      List<String> gates =
          gates(rows / columns, List.of("i", "f", "g", "o"), List.of("r", "z", "n"));
      return new MatrixAxes("gate and unit", "hidden unit", gates, false);
    }
    if (name.contains("recurrent_kernel") && columns % rows == 0) {
      List<String> gates =
          gates(columns / rows, List.of("i", "f", "c", "o"), List.of("z", "r", "h"));
      return new MatrixAxes("hidden unit", "gate and unit", gates, true);
    }
    return null;
  }

  private static List<String> gates(long blocks, List<String> lstm, List<String> gru) {
    return blocks == 4 ? lstm : blocks == 3 ? gru : List.of();
  }
}
