package dev.sonde.question.weights;

import dev.sonde.analysis.weights.Summary;
import dev.sonde.figure.weights.SummaryColumns;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The order of tensors in a table of statistics. */
final class StatsSort {

  private StatsSort() {}

  /** Whether rows can be sorted by this. */
  static boolean sorts(String key) {
    return key.equals("name") || SummaryColumns.ALL.keys().contains(key);
  }

  /** By a column, the greatest first and NaN last; by name, ascending. */
  static Comparator<Summary> order(String key) {
    Comparator<Summary> byName = Comparator.comparing(Summary::name);
    if (key.equals("name") || key.equals("tensor")) return byName;
    Function<? super Summary, ? extends @Nullable Object> value =
        SummaryColumns.ALL.column(key).value();
    Comparator<Summary> descending =
        Comparator.comparingDouble(
            row -> {
              double number = value.apply(row) instanceof Number n ? n.doubleValue() : Double.NaN;
              return Double.isNaN(number) ? Double.POSITIVE_INFINITY : -number;
            });
    return descending.thenComparing(byName);
  }
}
