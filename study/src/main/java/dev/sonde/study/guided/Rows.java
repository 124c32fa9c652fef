package dev.sonde.study.guided;

import dev.sonde.figure.Numbers;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of a table by the names of its columns, as sentences and figures ask for them. */
record Rows(Table table, List<List<@Nullable Object>> rows) {

  static Rows of(Table table) {
    return new Rows(table, table.rows());
  }

  /** The rows in which a column has this text. */
  Rows where(String column, Object value) {
    int at = table.column(column);
    return filter(row -> value.toString().equals(String.valueOf(row.get(at))));
  }

  private Rows filter(Predicate<List<@Nullable Object>> wanted) {
    return new Rows(table, rows.stream().filter(wanted).toList());
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int size() {
    return rows.size();
  }

  /** 0, 1, … of all rows. */
  List<Integer> indices() {
    return IntStream.range(0, rows.size()).boxed().toList();
  }

  String text(int row, String column) {
    return String.valueOf(rows.get(row).get(table.column(column)));
  }

  /** A number; NaN where there is none. */
  double number(int row, String column) {
    return rows.get(row).get(table.column(column)) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  /** The number in the first row; NaN without a row. */
  double first(String column) {
    return rows.isEmpty() ? Double.NaN : number(0, column);
  }

  /** The different texts of a column, in order. */
  List<String> values(String column) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!found.contains(text(i, column))) found.add(text(i, column));
    }
    return found;
  }

  /** {@code 0.948 ± 0.021} (mean and standard deviation over runs), or nothing without a row. */
  Optional<String> meanAndSpread() {
    if (rows.isEmpty()) return Optional.empty();
    return Optional.of(Numbers.spread(first("mean"), first("spread")));
  }
}
