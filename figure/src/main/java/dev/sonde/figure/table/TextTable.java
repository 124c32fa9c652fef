package dev.sonde.figure.table;

import dev.sonde.figure.Numbers;
import dev.sonde.file.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table laid out for a terminal: columns two spaces apart, numbers at the right, text wrapped
 * between words and never inside one. What does not fit even so is left out column by column, by
 * {@link Head#rank}; the caller tells the reader with {@link #leftOut}.
 *
 * <pre>{@code
 * TextTable text = TextTable.of(table, console.width());
 * text.print(out);
 * }</pre>
 */
public final class TextTable {

  /** No column of text is wrapped narrower than this. */
  private static final int NARROWEST = 24;

  private static final String GAP = "  ";

  private final List<Head> heads;
  private final List<Head> leftOut;

  /** Of the shown columns, each [rows]. */
  private final List<String[]> cells;

  private final int[] widths;

  private TextTable(List<Head> heads, List<Head> leftOut, List<String[]> cells, int[] widths) {
    this.heads = heads;
    this.leftOut = leftOut;
    this.cells = cells;
    this.widths = widths;
  }

  /** All columns, as wide as they are. */
  public static TextTable wide(Table table) {
    return of(table, Integer.MAX_VALUE);
  }

  /**
   * @param width of the terminal; a table whose indispensable columns are wider is wider still
   */
  public static TextTable of(Table table, int width) {
    List<Head> heads = table.heads();
    List<String[]> cells = new ArrayList<>();
    for (int c = 0; c < heads.size(); c++) cells.add(column(table, c));
    int[] natural = widths(heads, cells, DisplayWidth::of);
    int[] least = widths(heads, cells, TextTable::longestWord);
    for (int c = 0; c < least.length; c++) {
      boolean wraps = heads.get(c).type() == Head.Type.TEXT;
      least[c] = wraps ? Math.max(least[c], Math.min(natural[c], NARROWEST)) : natural[c];
    }
    List<Integer> shown = new ArrayList<>(IntStream.range(0, heads.size()).boxed().toList());
    List<Head> leftOut = new ArrayList<>();
    while (total(least, shown) > width) {
      Integer last =
          shown.stream()
              .filter(c -> heads.get(c).rank() > 0)
              .max(Comparator.<Integer>comparingInt(c -> heads.get(c).rank()).thenComparing(c -> c))
              .orElse(null);
      if (last == null) break;
      shown.remove(/* element */ last);
      leftOut.add(heads.get(last));
    }
    return new TextTable(
        shown.stream().map(heads::get).toList(),
        List.copyOf(leftOut),
        shown.stream().map(cells::get).toList(),
        fitted(natural, least, shown, width));
  }

  private static String[] column(Table table, int c) {
    String[] column = new String[table.rows().size()];
    for (int r = 0; r < column.length; r++) column[r] = shown(table.rows().get(r).get(c));
    return column;
  }

  private static String shown(@Nullable Object cell) {
    return switch (cell) {
      case null -> Numbers.NONE;
      case Double value -> Numbers.plain(value);
      default -> Printable.of(cell.toString());
    };
  }

  private interface Measure {
    int of(String text);
  }

  private static int longestWord(String text) {
    if (text.indexOf(' ') < 0) return DisplayWidth.of(text);
    return Arrays.stream(text.split(" ", -1)).mapToInt(DisplayWidth::of).max().orElse(0);
  }

  private static int[] widths(List<Head> heads, List<String[]> cells, Measure measure) {
    int[] widths = new int[heads.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = measure.of(Printable.of(heads.get(c).label()));
      for (String cell : cells.get(c)) widths[c] = Math.max(widths[c], measure.of(cell));
    }
    return widths;
  }

  private static long total(int[] widths, List<Integer> shown) {
    long gaps = (long) GAP.length() * Math.max(0, shown.size() - 1);
    return gaps + shown.stream().mapToLong(c -> widths[c]).sum();
  }

  /** What is left over goes to the columns that would wrap, the narrowest first. */
  private static int[] fitted(int[] natural, int[] least, List<Integer> shown, int width) {
    int[] fitted = least.clone();
    long spare = width - total(least, shown);
    List<Integer> wanting =
        new ArrayList<>(shown.stream().filter(c -> natural[c] > least[c]).toList());
    wanting.sort(Comparator.comparingInt(c -> natural[c] - least[c]));
    for (int i = 0; i < wanting.size() && spare > 0; i++) {
      int c = wanting.get(i);
      int more = (int) Math.min(natural[c] - least[c], spare / (wanting.size() - i));
      fitted[c] += more;
      spare -= more;
    }
    return shown.stream().mapToInt(c -> fitted[c]).toArray();
  }

  /** The columns that the terminal is too narrow for. */
  public List<Head> leftOut() {
    return leftOut;
  }

  /** How many columns of a terminal it takes. */
  public int width() {
    return IntStream.of(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
  }

  public void print(PrintWriter out) {
    if (heads.isEmpty()) return;
    line(heads.stream().map(h -> Printable.of(h.label())).toArray(String[]::new), out);
    String[] row = new String[heads.size()];
    for (int r = 0; r < cells.getFirst().length; r++) {
      for (int c = 0; c < row.length; c++) row[c] = cells.get(c)[r];
      line(row, out);
    }
  }

  private void line(String[] row, PrintWriter out) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int c = 0; c < row.length; c++) wrapped.add(wrapped(row[c], widths[c]));
    int height = wrapped.stream().mapToInt(List::size).max().orElse(1);
    for (int l = 0; l < height; l++) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < row.length; c++) {
        String cell = l < wrapped.get(c).size() ? wrapped.get(c).get(l) : "";
        String gap = " ".repeat(Math.max(0, widths[c] - DisplayWidth.of(cell)));
        text.append(c == 0 ? "" : GAP).append(heads.get(c).numeric() ? gap + cell : cell + gap);
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static List<String> wrapped(String text, int width) {
    return DisplayWidth.of(text) <= width ? List.of(text) : WrappedText.lines(text, width);
  }
}
