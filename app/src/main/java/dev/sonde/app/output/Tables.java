package dev.sonde.app.output;

import dev.sonde.file.Printable;
import dev.sonde.study.run.Column;
import dev.sonde.study.run.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's tables on their way out. */
public final class Tables {

  private Tables() {}

  /** To read: what came out of files made safe to print, a dash where there is no value. */
  public static TextTable text(Table table) {
    TextTable text =
        new TextTable(table.columns().stream().map(c -> Printable.of(c.name())).toList());
    for (List<@Nullable Object> row : table.rows()) {
      List<Object> cells = new ArrayList<>();
      for (Object cell : row) {
        cells.add(
            switch (cell) {
              case null -> "–";
              case String words -> Printable.of(words);
              default -> cell;
            });
      }
      text.row(cells);
    }
    return text;
  }

  /** For JSON: one object per row. */
  public static List<Map<String, @Nullable Object>> objects(Table table) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      List<Column> columns = table.columns();
      for (int i = 0; i < columns.size(); i++) object.put(columns.get(i).name(), row.get(i));
      rows.add(object);
    }
    return rows;
  }
}
