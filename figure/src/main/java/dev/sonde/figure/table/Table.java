package dev.sonde.figure.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named columns and rows of cells: strings, longs, doubles, truths, or null where there is no
 * value. The one table of Sonde: {@link TextTable} prints it, {@link CsvTable} writes it, a run
 * keeps it, a page shows it.
 *
 * <pre>{@code
 * Table.Builder splits = Table.named("splits").text("split").integer("n").real("accuracy");
 * splits.row("train", 232, 1.0);
 * draft.add(splits.build());
 * }</pre>
 *
 * @param name as in SQL
 * @param caption what it shows, or empty
 * @param rows as {@link Builder#row} makes them: of the type that its head says
 */
public record Table(
    String name, String caption, List<Head> heads, List<List<@Nullable Object>> rows) {

  public Table {
    heads = List.copyOf(heads);
    rows = Collections.unmodifiableList(rows);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** The place of a column. */
  public int column(String wanted) {
    for (int i = 0; i < heads.size(); i++) if (heads.get(i).key().equals(wanted)) return i;
    throw new TableException(
        "table '"
            + name
            + "' has no column '"
            + wanted
            + "'; it has "
            + heads.stream().map(Head::key).toList());
  }

  /** The same rows under another name. */
  public Table named(String other, String otherCaption) {
    return new Table(other, otherCaption, heads, rows);
  }

  /** For JSON: one object per row, by the columns' keys. */
  public List<Map<String, @Nullable Object>> objects() {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < heads.size(); i++) object.put(heads.get(i).key(), row.get(i));
      objects.add(object);
    }
    return objects;
  }

  /** A cell as words; empty if it has no value. */
  public String text(int row, String wanted) {
    Object cell = rows.get(row).get(column(wanted));
    return cell == null ? "" : cell.toString();
  }

  /** A cell as a number; NaN if it has no value. */
  public double number(int row, String wanted) {
    return rows.get(row).get(column(wanted)) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  /** Columns first, then rows. */
  public static final class Builder {
    private final String name;
    private String caption = "";
    private final List<Head> heads = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    public Builder captioned(String words) {
      caption = words;
      return this;
    }

    public Builder text(String... names) {
      return columns(Head.Type.TEXT, names);
    }

    public Builder integer(String... names) {
      return columns(Head.Type.INTEGER, names);
    }

    public Builder real(String... names) {
      return columns(Head.Type.REAL, names);
    }

    public Builder truth(String... names) {
      return columns(Head.Type.TRUTH, names);
    }

    private Builder columns(Head.Type type, String... names) {
      for (String column : names) column(Head.of(column, type));
      return this;
    }

    public Builder column(Head head) {
      if (!rows.isEmpty()) throw new IllegalStateException("columns come before rows");
      heads.add(head);
      return this;
    }

    /**
     * Adds a row; any integer fits an INTEGER column, any number a REAL one, any object a TEXT one.
     *
     * @throws IllegalArgumentException if there are not as many cells as columns, or one does not
     *     fit its column
     */
    public Builder row(@Nullable Object... cells) {
      return row(Arrays.asList(cells));
    }

    /** See {@link #row(Object...)}. */
    public Builder row(List<? extends @Nullable Object> cells) {
      if (cells.size() != heads.size()) {
        throw new IllegalArgumentException(
            name + ": " + cells.size() + " cells for " + heads.size() + " columns");
      }
      List<@Nullable Object> row = new ArrayList<>(cells.size());
      for (int i = 0; i < cells.size(); i++) row.add(fitted(cells.get(i), heads.get(i)));
      rows.add(Collections.unmodifiableList(row));
      return this;
    }

    private @Nullable Object fitted(@Nullable Object cell, Head head) {
      if (cell == null) return null;
      return switch (head.type()) {
        case TEXT -> cell.toString();
        case INTEGER -> {
          if (cell instanceof Long || cell instanceof Integer) yield ((Number) cell).longValue();
          throw misfit(cell, head);
        }
        case REAL -> {
          if (cell instanceof Number number) yield number.doubleValue();
          throw misfit(cell, head);
        }
        case TRUTH -> {
          if (cell instanceof Boolean) yield cell;
          throw misfit(cell, head);
        }
      };
    }

    private IllegalArgumentException misfit(Object cell, Head head) {
      return new IllegalArgumentException(
          name + "." + head.key() + " holds " + head.type() + ", not " + cell);
    }

    public Table build() {
      return new Table(name, caption, heads, new ArrayList<>(rows));
    }
  }
}
