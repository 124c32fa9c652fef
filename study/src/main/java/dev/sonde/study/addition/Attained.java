package dev.sonde.study.addition;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.table.Table;
import dev.sonde.numbers.Sample;
import dev.sonde.study.addition.AdditionSettings.Condition;
import java.util.ArrayList;
import java.util.List;

/** What the networks of a condition attain: a figure of each, and words over all of them. */
final class Attained {

  private Attained() {}

  /** A figure of each network of a condition; empty if there were no such sums. */
  static List<Double> of(AdditionResults study, Condition condition, String set, String metric) {
    List<Double> values = new ArrayList<>();
    for (TrainingPlan plan : condition.plans()) {
      Table table = study.table(plan, "accuracy");
      int at = table.column(metric);
      for (var row : table.rows()) {
        if (set.equals(row.get(0))) values.add(CellsWork.number(row.get(at)));
      }
    }
    return values;
  }

  static double min(List<Double> values) {
    return values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
  }

  static double max(List<Double> values) {
    return values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
  }

  static double range(List<Double> values) {
    return max(values) - min(values);
  }

  /** {@code 84 % (80 to 88 %)}; of one value, that value. */
  static String words(List<Double> values) {
    if (values.isEmpty()) return "–";
    String mean = Numbers.percent(Sample.mean(values));
    if (values.size() == 1) return mean;
    return mean + " (" + Numbers.percent(min(values)) + " to " + Numbers.percent(max(values)) + ")";
  }
}
