package dev.sonde.study.initialisation;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Histograms of a table, each with bins of its own, over common ones, so that they can be drawn
 * over one axis: a bin's values go where they would lie if they were spread evenly over it.
 */
record Rebinned(double low, double high) {
  private static final int BINS = 2048;

  /** Over the range of all bins of some rows. */
  static Rebinned over(Table table, List<Integer> rows) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      low = Math.min(low, table.number(row, "low"));
      high = Math.max(high, table.number(row, "low") + table.number(row, "width"));
    }
    return new Rebinned(low, high);
  }

  /** Rows by the words in their {@code columns}, joined by {@code /}, in order. */
  static Map<String, List<Integer>> groups(Table table, List<String> columns) {
    int[] at = columns.stream().mapToInt(table::column).toArray();
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < table.rows().size(); i++) {
      StringBuilder key = new StringBuilder();
      for (int c : at) key.append(key.isEmpty() ? "" : "/").append(table.rows().get(i).get(c));
      groups.computeIfAbsent(key.toString(), _ -> new ArrayList<>()).add(i);
    }
    return groups;
  }

  /**
   * Some rows of a table.
   *
   * @param table with the columns {@code low}, {@code width} and {@code n}
   */
  Histogram histogram(Table table, List<Integer> rows) {
    double width = (high - low) / BINS;
    double[] shares = new double[BINS];
    for (int i : rows) {
      double from = (table.number(i, "low") - low) / width;
      double to = from + table.number(i, "width") / width;
      double each = table.number(i, "n") / (to - from);
      for (int b = Math.max(0, (int) from); b < Math.min(BINS, Math.ceil(to)); b++) {
        shares[b] += each * Math.max(0, Math.min(to, b + 1.0) - Math.max(from, b));
      }
    }
    List<Long> counts = new ArrayList<>();
    double before = 0;
    double sum = 0;
    for (double share : shares) { // rounded so that the total stays what it is
      sum += share;
      counts.add(Math.round(sum) - Math.round(before));
      before = sum;
    }
    return new Histogram(low, width, counts, 0, 0);
  }
}
