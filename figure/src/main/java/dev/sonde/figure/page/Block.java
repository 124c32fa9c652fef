package dev.sonde.figure.page;

import dev.sonde.figure.Figure;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * A drawing; its own words are part of it.
   *
   * @param data the numbers that it draws, or null where they stand elsewhere on the page
   */
  record Picture(Figure figure, @Nullable Table data) implements Block {
    public Picture(Figure figure) {
      this(figure, null);
    }
  }

  /**
   * A table; sortable in a browser, with a filter when it is long.
   *
   * @param marks the cells that are emphasised or written in a way of their own
   */
  record TableBlock(Table table, List<Mark> marks) implements Block {
    public TableBlock {
      marks = List.copyOf(marks);
      for (Mark mark : marks) {
        if (mark.row() >= table.rows().size() || mark.column() >= table.heads().size()) {
          throw new IllegalArgumentException("table '" + table.name() + "' has no cell " + mark);
        }
      }
    }

    /** Nothing emphasised. */
    public TableBlock(Table table) {
      this(table, List.of());
    }

    /**
     * One row for each of {@code rows}, written as the columns say.
     *
     * @param caption what the table shows; in snake case it is the table's name
     */
    public static <R> TableBlock of(
        String caption, Columns<R> columns, Collection<? extends R> rows) {
      return of(columns.table(Head.key(caption), caption, rows), columns, rows);
    }

    /** The same of a table that was made of these columns and rows. */
    public static <R> TableBlock of(Table table, Columns<R> columns, Collection<? extends R> rows) {
      List<Mark> marks = new ArrayList<>();
      int r = 0;
      for (R row : rows) {
        for (int c = 0; c < columns.list().size(); c++) {
          String words = columns.list().get(c).words().apply(row);
          boolean strong = columns.list().get(c).strong().test(row);
          if (words != null || strong) marks.add(new Mark(r, c, strong, words));
        }
        r++;
      }
      return new TableBlock(table, marks);
    }
  }

  /**
   * How a cell is shown.
   *
   * @param row from 0
   * @param column from 0
   * @param words what is shown; null for the value as it is usually written
   */
  record Mark(int row, int column, boolean strong, @Nullable String words) {}

  /**
   * A text read symbol by symbol, once for each row, on the colour of the row's value there.
   *
   * @param title what the values are
   * @param symbols of the text
   * @param rows one value for each symbol
   */
  record ValuedText(String title, List<String> symbols, List<Values> rows) implements Block {
    public ValuedText {
      symbols = List.copyOf(symbols);
      rows = List.copyOf(rows);
    }

    /**
     * @param label of the row, {@code unit 18}
     * @param values −1 to 1, as many as there are symbols
     */
    public record Values(String label, List<Double> values) {
      public Values {
        values = List.copyOf(values);
      }
    }
  }

  /** Inputs and neurons of a layer, linked; needs the page's script. */
  record Linked(LinkedView view) implements Block {}

  /**
   * A page beside this one.
   *
   * @param file its name, in the same folder
   * @param words what it shows
   */
  record Beside(String file, String words) implements Block {
    public Beside {
      if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        throw new IllegalArgumentException("'" + file + "' is no name of a file in this folder");
      }
    }
  }

  /** Content that opens at a click; printed whole. */
  record Folded(String title, List<Block> blocks) implements Block {
    public Folded {
      blocks = List.copyOf(blocks);
    }
  }
}
