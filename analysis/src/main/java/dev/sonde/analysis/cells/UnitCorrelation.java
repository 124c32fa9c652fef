package dev.sonde.analysis.cells;

import dev.sonde.analysis.heatmap.Cells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which units move together: Pearson's correlation over all sequences and steps.
 *
 * @param matrix {@code [units × units]}; NaN where a unit never varies
 */
public record UnitCorrelation(Cells matrix) {

  /** Two units and their correlation. */
  public record Pair(int first, int second, double correlation) {}

  public static UnitCorrelation of(Traces traces) {
    int units = traces.units();
    float[] all = traces.values();
    int rows = all.length / units;
    double[] mean = new double[units];
    for (int i = 0; i < all.length; i++) mean[i % units] += all[i];
    for (int u = 0; u < units; u++) mean[u] /= rows;
    double[] product = new double[units * units];
    double[] centred = new double[units];
    for (int row = 0; row < rows; row++) {
      for (int u = 0; u < units; u++) centred[u] = all[row * units + u] - mean[u];
      for (int a = 0; a < units; a++) {
        double value = centred[a];
        for (int b = 0; b <= a; b++) product[a * units + b] += value * centred[b];
      }
    }
    return new UnitCorrelation(
        Cells.of(
            units,
            units,
            (a, b) -> {
              double both = product[Math.max(a, b) * units + Math.min(a, b)];
              return both / Math.sqrt(product[a * units + a] * product[b * units + b]);
            }));
  }

  /** Pairs of different units by the size of their correlation, the strongest first. */
  public List<Pair> strongest(int most) {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < matrix.rows(); a++) {
      for (int b = a + 1; b < matrix.rows(); b++) {
        if (!Double.isNaN(matrix.at(a, b))) pairs.add(new Pair(a, b, matrix.at(a, b)));
      }
    }
    pairs.sort(Comparator.comparingDouble((Pair p) -> -Math.abs(p.correlation())));
    return List.copyOf(pairs.subList(0, Math.min(most, pairs.size())));
  }
}
