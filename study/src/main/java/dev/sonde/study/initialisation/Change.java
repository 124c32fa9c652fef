package dev.sonde.study.initialisation;

import dev.sonde.figure.Numbers;
import java.util.List;

/** A figure before and after training, means over networks, with the spread of the second. */
record Change(double before, double after, double least, double most, int networks) {
  static Change of(List<Double> before, List<Double> after) {
    double least = after.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
    double most = after.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
    return new Change(mean(before), mean(after), least, most, after.size());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }

  /** {@code 0.27 → 0.31}: the means alone. */
  String means() {
    return Numbers.of(before) + " → " + Numbers.of(after);
  }

  /** {@code 0.27 → 0.31 (0.30 to 0.32)}; the brackets of several networks only. */
  String spread() {
    return networks > 1
        ? means() + " (" + Numbers.of(least) + " to " + Numbers.of(most) + ")"
        : means();
  }
}
