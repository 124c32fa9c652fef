package dev.sonde.study.trial;

import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row per trial; a setting is a column, a number where all of its values are. */
final class TrialsTable {

  private TrialsTable() {}

  static Table of(List<Trial> trials) {
    SortedMap<String, Head.Type> types = new TreeMap<>();
    for (Trial trial : trials) {
      trial.settings().forEach((name, value) -> types.merge(name, type(value), TrialsTable::both));
    }
    Table.Builder table = Table.named("trials").text("trial", "kind");
    types.forEach((name, type) -> table.column(Head.of(column(name), type)));
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

  private static Head.Type type(String value) {
    if (value.matches("-?\\d{1,18}")) return Head.Type.INTEGER;
    if (value.matches("-?\\d+(\\.\\d+)?([eE]-?\\d+)?")) return Head.Type.REAL;
    return Head.Type.TEXT;
  }

  private static Head.Type both(Head.Type one, Head.Type other) {
    if (one == other) return one;
    boolean text = one == Head.Type.TEXT || other == Head.Type.TEXT;
    return text ? Head.Type.TEXT : Head.Type.REAL;
  }

  private static @Nullable Object cell(@Nullable String value, Head.Type type) {
    if (value == null) return null;
    return switch (type) {
      case INTEGER -> Long.valueOf(value);
      case REAL -> Double.valueOf(value);
      case TEXT, TRUTH -> value;
    };
  }
}
