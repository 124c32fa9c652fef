package dev.sonde.analysis.vectors;

import dev.sonde.file.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Vectors in text: one record each, their names and labels beside them. */
final class TextVectors {
  private final Path file;
  private final Layout layout;
  private final int[] columns;
  private final List<String> names = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private double[] values = new double[1024];
  private int count;
  private boolean headed;

  private TextVectors(Path file, Layout layout) {
    this.file = file;
    this.layout = layout;
    this.columns = layout.dimensions();
    this.headed = !layout.heading().isEmpty();
  }

  static Vectors read(Path file, TextSettings settings) throws IOException {
    return all(file, settings).vectors();
  }

  static TextNumbers numbers(Path file, TextSettings settings) throws IOException {
    TextVectors read = all(file, settings);
    return new TextNumbers(
        Arrays.copyOf(read.values, read.count * read.columns.length),
        read.count,
        read.columns.length,
        read.notes());
  }

  private static TextVectors all(Path file, TextSettings settings) throws IOException {
    Text text = Text.read(file);
    Layout layout = Layout.of(text, settings);
    TextVectors read = new TextVectors(file, layout);
    if (read.columns.length == 0) throw new VectorsException(file + ": no column is left");
    text.each(layout.delimiter(), read::add);
    return read;
  }

  private boolean add(Text.Line line) {
    if (headed) {
      headed = false;
      return true;
    }
    Layout.requireWidth(file, line, layout.width());
    int from = Math.multiplyExact(count, columns.length);
    int to = Math.addExact(from, columns.length);
    if (to > values.length) values = Arrays.copyOf(values, (int) Math.min(2L * to, MOST));
    for (int k = 0; k < columns.length; k++) values[from + k] = number(line, columns[k]);
    if (layout.nameColumn() >= 0) names.add(line.cell(layout.nameColumn()));
    if (layout.labelColumn() >= 0) labels.add(line.cell(layout.labelColumn()));
    count++;
    return true;
  }

  private static final int MOST = Integer.MAX_VALUE - 16;

  /** Letters of a cell in a message: an open quotation mark makes the rest of the file one. */
  private static final int SHOWN = 80;

  private double number(Text.Line line, int column) {
    String cell = line.cell(column);
    double value = layout.decimal().parse(cell);
    if (Double.isFinite(value)) return value;
    String where = "%s: line %d, %s: ".formatted(file, line.number(), layout.column(column));
    if (cell.isEmpty()) throw new VectorsException(where + "the number is missing");
    String shown = "'" + Printable.of(cell, SHOWN) + "'";
    if (Double.isInfinite(value)) throw new VectorsException(where + shown + " is beyond float64");
    if (Decimal.POINT.fits(cell) || Decimal.COMMA.fits(cell)) {
      throw new VectorsException(
          where + shown + " is no number with a decimal " + layout.decimal().word());
    }
    String hint =
        line.number() == 1 && layout.heading().isEmpty()
            ? "; if line 1 is the heading, say so"
            : Decimal.isMissing(cell) ? "" : "; if the column holds labels, say so";
    throw new VectorsException(where + shown + " is not a number" + hint);
  }

  private Vectors vectors() {
    Classes classes = labels.isEmpty() ? null : Classes.of(labels);
    Values all = new Values.OfDoubles(values, count, columns.length);
    return Rounded.of(all, file.toString()).vectors(names, classes, notes());
  }

  private List<String> notes() {
    return List.of(file + ": " + Printable.of(layout.said()));
  }
}
