package dev.sonde.figure.page;

import dev.sonde.figure.page.Block.Mark;
import dev.sonde.figure.page.Block.TableBlock;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables that a page makes cell by cell: values apart from how they are written. */
final class TableBlocks {

  private TableBlocks() {}

  static TableBlock of(String caption, List<Head> heads, List<List<Entry>> rows) {
    List<Head> typed = typed(caption, heads, rows);
    Table.Builder table = Table.named(Head.key(caption)).captioned(caption);
    typed.forEach(table::column);
    List<Mark> marks = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int c = 0; c < typed.size(); c++) {
        Entry cell = rows.get(r).get(c);
        Object value = value(cell, typed.get(c));
        values.add(value);
        String words = words(cell);
        String own = words.equals(Entry.written(value)) ? null : words;
        if (own != null || cell.strong()) marks.add(new Mark(r, c, cell.strong(), own));
      }
      table.row(values);
    }
    return new TableBlock(table.build(), marks);
  }

  /** A column of whole numbers is one, and no two columns have one key. */
  private static List<Head> typed(String caption, List<Head> heads, List<List<Entry>> rows) {
    for (List<Entry> row : rows) {
      if (row.size() != heads.size()) {
        throw new IllegalArgumentException(
            "table '"
                + caption
                + "': a row of "
                + row.size()
                + " entries under "
                + heads.size()
                + " columns");
      }
    }
    Set<String> keys = new HashSet<>();
    List<Head> typed = new ArrayList<>();
    for (int c = 0; c < heads.size(); c++) {
      int column = c;
      Head head = heads.get(c);
      boolean whole =
          head.type() == Head.Type.REAL
              && rows.stream().anyMatch(row -> row.get(column).value() instanceof Long)
              && rows.stream().noneMatch(row -> row.get(column).value() instanceof Double);
      String key = head.key();
      for (int i = 2; !keys.add(key); i++) key = head.key() + "_" + i;
      typed.add((whole ? head.withType(Head.Type.INTEGER) : head).withKey(key));
    }
    return typed;
  }

  /** Words among numbers are no value. */
  private static @Nullable Object value(Entry cell, Head head) {
    return switch (cell.value()) {
      case null -> null;
      case String text -> head.type() == Head.Type.TEXT ? text : null;
      case Long whole -> head.type() == Head.Type.REAL ? (Object) whole.doubleValue() : whole;
      default -> cell.value();
    };
  }

  private static String words(Entry cell) {
    String words = cell.words();
    return words == null ? Entry.written(cell.value()) : words;
  }
}
