package dev.sonde.study.initialisation;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.study.run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Histograms of a table, each with bins of its own, over common ones, so that they can be drawn
 * over one axis: a bin's values go where they would lie if they were spread evenly over it.
 */
record Rebinned(double low, double high) {
  private static final int BINS = 2048;

  /**
   * The rows whose {@code columns} say what is wanted.
   *
   * @param table with the columns {@code low}, {@code width} and {@code n}
   */
  Histogram histogram(Table table, List<String> columns, List<String> wanted) {
    double width = (high - low) / BINS;
    double[] shares = new double[BINS];
    for (int i = 0; i < table.rows().size(); i++) {
      int row = i;
      boolean chosen =
          IntStream.range(0, columns.size())
              .allMatch(c -> table.text(row, columns.get(c)).equals(wanted.get(c)));
      if (!chosen) continue;
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
