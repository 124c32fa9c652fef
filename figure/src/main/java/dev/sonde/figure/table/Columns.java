package dev.sonde.figure.table;

import dev.sonde.figure.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of {@code R}, named once for the terminal, CSV, Parquet, DuckDB, HTML and
 * JSON.
 *
 * <pre>{@code
 * static final Columns<Summary> COLUMNS =
 *     Columns.<Summary>empty()
 *         .text("tensor", Summary::name)
 *         .integer("count", "values", Summary::count).explained("how many values it holds")
 *         .real("std", Summary::std).explained("standard deviation of the finite values")
 *         .real("kurtosis", Summary::kurtosis).ranked(2);
 *
 * Table table = COLUMNS.table("tensors", "All tensors in the file's order", summaries);
 * }</pre>
 */
public record Columns<R>(List<Column<R>> list) {

  public Columns {
    list = List.copyOf(list);
  }

  public static <R> Columns<R> empty() {
    return new Columns<>(List.of());
  }

  public Columns<R> text(
      String key, String title, Function<? super R, ? extends @Nullable Object> value) {
    return and(key, title, Head.Type.TEXT, value);
  }

  public Columns<R> integer(String key, String title, ToLongFunction<? super R> value) {
    return and(key, title, Head.Type.INTEGER, value::applyAsLong);
  }

  public Columns<R> real(String key, String title, ToDoubleFunction<? super R> value) {
    return and(key, title, Head.Type.REAL, value::applyAsDouble);
  }

  public Columns<R> truth(String key, String title, Predicate<? super R> value) {
    return and(key, title, Head.Type.TRUTH, value::test);
  }

  /** A column whose key is its title in snake case; likewise below. */
  public Columns<R> text(String title, Function<? super R, ? extends @Nullable Object> value) {
    return text(Head.key(title), title, value);
  }

  public Columns<R> integer(String title, ToLongFunction<? super R> value) {
    return integer(Head.key(title), title, value);
  }

  public Columns<R> real(String title, ToDoubleFunction<? super R> value) {
    return real(Head.key(title), title, value);
  }

  public Columns<R> truth(String title, Predicate<? super R> value) {
    return truth(Head.key(title), title, value);
  }

  /** A share of 1, which pages write in percent. */
  public Columns<R> share(String key, String title, ToDoubleFunction<? super R> value) {
    return real(key, title, value)
        .written(
            row -> {
              double share = value.applyAsDouble(row);
              return Double.isNaN(share) ? null : Numbers.percent(share);
            });
  }

  public Columns<R> share(String title, ToDoubleFunction<? super R> value) {
    return share(Head.key(title), title, value);
  }

  /** A whole number that may be missing. */
  public Columns<R> optional(String title, Function<? super R, OptionalLong> value) {
    return and(
        Head.key(title),
        title,
        Head.Type.INTEGER,
        row -> {
          OptionalLong number = value.apply(row);
          return number.isPresent() ? (Long) number.getAsLong() : null;
        });
  }

  /** A column whose value may be missing. */
  public Columns<R> and(
      String key,
      String title,
      Head.Type type,
      Function<? super R, ? extends @Nullable Object> value) {
    return and(new Column<>(new Head(key, title, "", "", type, 0), value));
  }

  public Columns<R> and(Column<R> column) {
    List<Column<R>> more = new ArrayList<>(list);
    more.add(column);
    return new Columns<>(more);
  }

  /** These columns, then others. */
  public Columns<R> and(Columns<R> others) {
    List<Column<R>> more = new ArrayList<>(list);
    more.addAll(others.list);
    return new Columns<>(more);
  }

  /** Says what the last column means. */
  public Columns<R> explained(String explanation) {
    return lastAs(h -> new Head(h.key(), h.title(), h.unit(), explanation, h.type(), h.rank()));
  }

  /** Says the unit of the last column. */
  public Columns<R> in(String unit) {
    return lastAs(h -> new Head(h.key(), h.title(), unit, h.explanation(), h.type(), h.rank()));
  }

  /** Says how readily a narrow terminal goes without the last column; see {@link Head#rank}. */
  public Columns<R> ranked(int rank) {
    return lastAs(h -> h.ranked(rank));
  }

  /** Says how pages write the last column; null where it is written as usual. */
  public Columns<R> written(Function<? super R, @Nullable String> words) {
    return last(c -> new Column<>(c.head(), c.value(), words, c.strong()));
  }

  /** Pages write the last column's numbers with so many significant digits, not three. */
  public Columns<R> digits(int digits) {
    Function<? super R, ? extends @Nullable Object> value = list.getLast().value();
    return written(
        row ->
            value.apply(row) instanceof Double number && !Double.isNaN(number)
                ? Numbers.of(number, digits)
                : null);
  }

  /** Says where pages emphasise the last column. */
  public Columns<R> strong(Predicate<? super R> where) {
    return last(c -> new Column<>(c.head(), c.value(), c.words(), where));
  }

  private Columns<R> lastAs(Function<Head, Head> change) {
    return last(c -> c.with(change.apply(c.head())));
  }

  private Columns<R> last(UnaryOperator<Column<R>> change) {
    List<Column<R>> changed = new ArrayList<>(list);
    changed.add(change.apply(changed.removeLast()));
    return new Columns<>(changed);
  }

  /**
   * The columns with these keys, in this order.
   *
   * @throws TableException if there is no such column, naming those there are
   */
  public Columns<R> only(Collection<String> keys) {
    return new Columns<>(keys.stream().map(this::column).toList());
  }

  /** The column with this key; see {@link #only}. */
  public Column<R> column(String key) {
    for (Column<R> column : list) if (column.head().key().equals(key)) return column;
    throw new TableException("'" + key + "' is no column; there are " + String.join(", ", keys()));
  }

  public List<String> keys() {
    return list.stream().map(c -> c.head().key()).toList();
  }

  public List<Head> heads() {
    return list.stream().map(Column::head).toList();
  }

  /** The columns of something that holds an {@code R}, such as a file's tensor. */
  public <Q> Columns<Q> over(Function<? super Q, ? extends R> part) {
    return new Columns<>(list.stream().map(column -> column.<Q>over(part)).toList());
  }

  /**
   * One row for each of {@code rows}.
   *
   * @param name as in SQL
   * @param caption what the table shows
   */
  public Table table(String name, String caption, Collection<? extends R> rows) {
    Table.Builder table = Table.named(name).captioned(caption);
    heads().forEach(table::column);
    for (R row : rows) {
      List<@Nullable Object> cells = new ArrayList<>(list.size());
      for (Column<R> column : list) cells.add(column.value().apply(row));
      table.row(Collections.unmodifiableList(cells));
    }
    return table.build();
  }
}
