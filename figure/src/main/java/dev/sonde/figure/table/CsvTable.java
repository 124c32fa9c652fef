package dev.sonde.figure.table;

import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180): a line of keys, then the rows; numbers whole, nothing where there is
 * no value or it is NaN.
 *
 * <p>Names of tensors come out of files that anyone can make, and a spreadsheet runs a text that
 * begins like a formula. Such a text is written behind an apostrophe, which a spreadsheet takes for
 * "this is text".
 */
public final class CsvTable {

  /** How a spreadsheet's formula begins (OWASP, "CSV injection"). */
  private static final String FORMULA = "=+-@\t\r";

  private CsvTable() {}

  public static String of(Table table) {
    StringBuilder out = new StringBuilder();
    line(table.heads().stream().map(Head::key).toList(), out);
    for (List<@Nullable Object> row : table.rows()) line(row, out);
    return out.toString();
  }

  /**
   * Writes the table in one step.
   *
   * @throws IOException if the file cannot be written
   */
  public static void write(Table table, Path file) throws IOException {
    AtomicFile.writeString(file, of(table));
  }

  private static void line(List<? extends @Nullable Object> cells, StringBuilder out) {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) out.append(',');
      field(cells.get(i), out);
    }
    out.append("\r\n");
  }

  private static void field(@Nullable Object cell, StringBuilder out) {
    switch (cell) {
      case null -> {}
      case Double value when Double.isNaN(value) -> {}
      case Double value when Double.isInfinite(value) -> out.append(value > 0 ? "inf" : "-inf");
      case Number number -> out.append(number);
      default -> text(cell.toString(), out);
    }
  }

  private static void text(String text, StringBuilder out) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    if (quote) out.append('"').append(safe.replace("\"", "\"\"")).append('"');
    else out.append(safe);
  }
}
