package dev.sonde.study.trial;

import dev.sonde.study.run.Column;
import dev.sonde.study.run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row per trial; a setting is a column, a number where all of its values are. */
final class TrialsTable {

  private TrialsTable() {}

  static Table of(List<Trial> trials) {
    SortedMap<String, Column.Type> types = new TreeMap<>();
    for (Trial trial : trials) {
      trial.settings().forEach((name, value) -> types.merge(name, type(value), TrialsTable::both));
    }
    Table.Builder table = Table.named("trials").text("trial", "kind");
    types.forEach((name, type) -> table.column(new Column(column(name), type)));
    for (Trial trial : trials) {
      List<@Nullable Object> row = new ArrayList<>(List.of(trial.key(), trial.kind()));
      types.forEach((name, type) -> row.add(cell(trial.settings().get(name), type)));
      table.row(row);
    }
    return table.build();
  }

  /** Settings may be called as the fixed columns are. */
  private static String column(String setting) {
    return setting.equals("trial") || setting.equals("kind") ? setting + "_setting" : setting;
  }

  private static Column.Type type(String value) {
    if (value.matches("-?\\d{1,18}")) return Column.Type.INTEGER;
    if (value.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?")) return Column.Type.REAL;
    return Column.Type.TEXT;
  }

  private static Column.Type both(Column.Type one, Column.Type other) {
    if (one == other) return one;
    boolean text = one == Column.Type.TEXT || other == Column.Type.TEXT;
    return text ? Column.Type.TEXT : Column.Type.REAL;
  }

  private static @Nullable Object cell(@Nullable String value, Column.Type type) {
    if (value == null) return null;
    return switch (type) {
      case INTEGER -> Long.valueOf(value);
      case REAL -> Double.valueOf(value);
      case TEXT, TRUTH -> value;
    };
  }
}
