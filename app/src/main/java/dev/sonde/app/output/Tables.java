package dev.sonde.app.output;

import dev.sonde.figure.table.Table;
import dev.sonde.file.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run's tables on their way out. */
public final class Tables {

  private Tables() {}

  /** To read: what came out of files made safe to print, a dash where there is no value. */
  public static TextTable text(Table table) {
    TextTable text =
        new TextTable(table.heads().stream().map(h -> Printable.of(h.title())).toList());
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
}
