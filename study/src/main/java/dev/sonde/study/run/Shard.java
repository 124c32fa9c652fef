package dev.sonde.study.run;

import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one trial as a JSON file: cheap to write by thousands of workers, and gathered
 * later into one database.
 */
final class Shard {

  static final String FILE = "tables.json";

  private record Content(List<Stored> tables) {}

  /** Of a head, what a database needs. */
  private record Column(String name, Head.Type type) {}

  private record Stored(String name, List<Column> columns, List<List<@Nullable Object>> rows) {}

  private Shard() {}

  static void write(Path folder, List<Table> tables) throws IOException {
    List<Stored> stored = new ArrayList<>();
    for (Table table : tables) {
      stored.add(new Stored(table.name(), columns(table), storable(table)));
    }
    Documents.write(folder.resolve(FILE), new Content(stored));
  }

  private static List<Column> columns(Table table) {
    return table.heads().stream().map(head -> new Column(head.key(), head.type())).toList();
  }

  /** JSON has no NaN and no infinities: these numbers go as words. */
  private static List<List<@Nullable Object>> storable(Table table) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : table.rows()) {
      List<@Nullable Object> cells = new ArrayList<>(row);
      cells.replaceAll(c -> c instanceof Double d && !Double.isFinite(d) ? d.toString() : c);
      rows.add(cells);
    }
    return rows;
  }

  static List<Table> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) return List.of();
    Content content = Documents.read(file, Content.class);
    try {
      return content.tables().stream().map(Shard::table).toList();
    } catch (IllegalArgumentException
        | NullPointerException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      throw new RunException(
          file + ": is damaged, or was not written by Sonde: " + e.getMessage(), e);
    }
  }

  private static Table table(Stored stored) {
    Table.Builder table = Table.named(stored.name());
    stored.columns().forEach(c -> table.column(Head.of(c.name(), c.type())));
    for (List<@Nullable Object> row : stored.rows()) table.row(restored(row, stored.columns()));
    return table.build();
  }

  private static List<@Nullable Object> restored(List<@Nullable Object> row, List<Column> columns) {
    List<@Nullable Object> cells = new ArrayList<>(row);
    for (int i = 0; i < cells.size(); i++) {
      if (columns.get(i).type() == Head.Type.REAL && cells.get(i) instanceof String word) {
        cells.set(i, Double.valueOf(word));
      }
    }
    return cells;
  }
}
