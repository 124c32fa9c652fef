package dev.sonde.study.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Named columns and rows of cells: strings, longs, doubles, truths, or null where there is no
 * value.
 *
 * <pre>{@code
 * Table.Builder splits = Table.named("splits").text("split").integer("n").real("accuracy");
 * splits.row("train", 232, 1.0);
 * draft.add(splits.build());
 * }</pre>
 */
public record Table(String name, List<Column> columns, List<List<@Nullable Object>> rows) {

  public Table {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(rows);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** The place of a column. */
  public int column(String wanted) {
    for (int i = 0; i < columns.size(); i++) if (columns.get(i).name().equals(wanted)) return i;
    throw new RunException(
        "table '"
            + name
            + "' has no column '"
            + wanted
            + "'; it has "
            + columns.stream().map(Column::name).toList());
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
    private final List<Column> columns = new ArrayList<>();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    public Builder text(String... names) {
      return columns(Column.Type.TEXT, names);
    }

    public Builder integer(String... names) {
      return columns(Column.Type.INTEGER, names);
    }

    public Builder real(String... names) {
      return columns(Column.Type.REAL, names);
    }

    public Builder truth(String... names) {
      return columns(Column.Type.TRUTH, names);
    }

    private Builder columns(Column.Type type, String... names) {
      for (String column : names) column(new Column(column, type));
      return this;
    }

    public Builder column(Column column) {
      if (!rows.isEmpty()) throw new IllegalStateException("columns come before rows");
      columns.add(column);
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
      if (cells.size() != columns.size()) {
        throw new IllegalArgumentException(
            name + ": " + cells.size() + " cells for " + columns.size() + " columns");
      }
      List<@Nullable Object> row = new ArrayList<>(cells.size());
      for (int i = 0; i < cells.size(); i++) row.add(fitted(cells.get(i), columns.get(i)));
      rows.add(Collections.unmodifiableList(row));
      return this;
    }

    private @Nullable Object fitted(@Nullable Object cell, Column column) {
      if (cell == null) return null;
      return switch (column.type()) {
        case TEXT -> cell.toString();
        case INTEGER -> {
          if (cell instanceof Long || cell instanceof Integer) yield ((Number) cell).longValue();
          throw misfit(cell, column);
        }
        case REAL -> {
          if (cell instanceof Number number) yield number.doubleValue();
          throw misfit(cell, column);
        }
        case TRUTH -> {
          if (cell instanceof Boolean) yield cell;
          throw misfit(cell, column);
        }
      };
    }

    private IllegalArgumentException misfit(Object cell, Column column) {
      return new IllegalArgumentException(
          name + "." + column.name() + " holds " + column.type() + ", not " + cell);
    }

    public Table build() {
      return new Table(name, columns, new ArrayList<>(rows));
    }
  }
}
