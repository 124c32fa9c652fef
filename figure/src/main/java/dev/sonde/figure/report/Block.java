package dev.sonde.figure.report;

import dev.sonde.figure.Figure;
import java.util.List;

/** A piece of a section. */
public sealed interface Block {

  /** A paragraph. */
  record Words(String text) implements Block {}

  /** A list of short sentences. */
  record Items(List<String> sentences) implements Block {
    public Items {
      sentences = List.copyOf(sentences);
    }
  }

  /** A drawing; its own words are part of it. */
  record Picture(Figure figure) implements Block {}

  /**
   * A table; sortable in a browser, with a filter when it is long.
   *
   * @param caption what it shows
   */
  record Table(String caption, List<Column> columns, List<List<Entry>> rows) implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Entry> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "table '"
                  + caption
                  + "': a row of "
                  + row.size()
                  + " entries under "
                  + columns.size()
                  + " columns");
        }
      }
    }
  }

  /**
   * A column.
   *
   * @param explanation what it means, shown by a pointer that rests on it, or empty
   * @param numeric whether its entries are numbers: they stand at the right and sort by value
   */
  record Column(String name, String explanation, boolean numeric) {
    public static Column words(String name) {
      return new Column(name, "", false);
    }

    public static Column number(String name, String explanation) {
      return new Column(name, explanation, true);
    }
  }

  /**
   * An entry of a table.
   *
   * @param text what is shown
   * @param value what it sorts by in a numeric column; NaN sorts last
   * @param strong whether it is emphasised
   */
  record Entry(String text, double value, boolean strong) {
    public static Entry words(String text) {
      return new Entry(text, Double.NaN, false);
    }

    /** A number with three digits. */
    public static Entry number(double value) {
      return new Entry(dev.sonde.figure.Numbers.of(value), value, false);
    }

    public static Entry count(long value) {
      return new Entry(dev.sonde.figure.Numbers.count(value), value, false);
    }

    /** The same entry, emphasised if {@code condition} holds. */
    public Entry strongIf(boolean condition) {
      return new Entry(text, value, condition);
    }
  }

  /** Inputs and neurons of a layer, linked; needs the page's script. */
  record Linked(LinkedView view) implements Block {}

  /** Content that opens at a click; printed whole. */
  record Folded(String title, List<Block> blocks) implements Block {
    public Folded {
      blocks = List.copyOf(blocks);
    }
  }
}
