package dev.sonde.app.output;

import dev.sonde.figure.Numbers;
import dev.sonde.file.AtomicFile;
import dev.sonde.file.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of cells under a header: aligned for reading, or as CSV (RFC 4180). Columns of figures are
 * aligned right.
 */
public final class TextTable {

  private final List<String> header;
  private final List<List<Object>> rows = new ArrayList<>();

  public TextTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /**
   * Adds a row. Doubles are shown to four digits in {@link #print} and written whole in CSV; NaN is
   * a dash in the one and empty in the other.
   *
   * @throws IllegalArgumentException if there are not as many cells as columns
   */
  public void row(List<Object> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + header.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /** Prints the table with two spaces between columns. */
  public void print(PrintWriter out) {
    List<List<String>> lines = lines();
    int[] widths = widths(lines);
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String cell = line.get(c);
        String gap = " ".repeat(widths[c] - cell.codePointCount(0, cell.length()));
        text.append(c == 0 ? "" : "  ").append(figures(c) ? gap + cell : cell + gap);
      }
      out.println(text.toString().stripTrailing());
    }
  }

  /** How many columns of a terminal {@link #print} takes. */
  public int width() {
    return IntStream.of(widths(lines())).sum() + 2 * (header.size() - 1);
  }

  private List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    for (List<Object> row : rows) lines.add(row.stream().map(TextTable::shown).toList());
    return lines;
  }

  private int[] widths(List<List<String>> lines) {
    int[] widths = new int[header.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).codePointCount(0, line.get(c).length()));
      }
    }
    return widths;
  }

  private boolean figures(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
  }

  private static String shown(Object cell) {
    return cell instanceof Double value ? Numbers.plain(value) : Printable.of(cell.toString());
  }

  /**
   * Writes header and rows as CSV, in one step.
   *
   * @throws IOException if the file cannot be written
   */
  public void writeCsv(Path file) throws IOException {
    AtomicFile.writeString(file, csv());
  }

  /** Prints what {@link #writeCsv} writes. */
  public void printCsv(PrintWriter out) {
    out.print(csv());
  }

  private String csv() {
    StringBuilder text = new StringBuilder();
    text.append(line(header.stream().map(Object.class::cast).toList()));
    for (List<Object> row : rows) text.append(line(row));
    return text.toString();
  }

  private static String line(List<Object> cells) {
    return cells.stream().map(TextTable::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(Object cell) {
    if (cell instanceof Double value && !Double.isFinite(value)) return "";
    String plain = cell.toString();
    boolean formula = cell instanceof String && !plain.isEmpty() && isFormula(plain.charAt(0));
    String text = formula ? "'" + plain : plain;
    boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /** A spreadsheet would run it; behind an apostrophe it is text. */
  private static boolean isFormula(char first) {
    return "=+-@\t\r".indexOf(first) >= 0;
  }
}
