package dev.sonde.figure.cells;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Panel;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Amounts from 0 to 1 for pairs of named things, as colours with the numbers written in them where
 * they fit.
 *
 * @param title above it
 * @param rows names
 * @param columns names
 * @param values [rows × columns]; NaN is shown as missing
 */
public record ValueGrid(
    String title, List<String> rows, List<String> columns, List<List<Double>> values) {

  /** Numbers are written where there are no more columns than this. */
  public static final int WRITTEN = 14;

  private static final double CELL = 26;
  private static final double SMALL = 13;

  public ValueGrid {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
  }

  /**
   * Grids below each other.
   *
   * @param across what the columns are
   * @param down what the rows are
   * @param what the colours measure
   */
  public static Figure figure(
      String title, List<ValueGrid> grids, String across, String down, String what) {
    ColourScale colours = ColourScale.sequential(0, 1);
    List<Panel> panels =
        grids.stream().map(grid -> grid.panel(across, down, what, colours)).toList();
    return Figure.grid(title, 1, panels).width(760);
  }

  private Panel panel(String across, String down, String what, ColourScale colours) {
    int n = rows.size();
    int m = columns.size();
    boolean written = m <= WRITTEN;
    List<Mark> marks = new ArrayList<>();
    marks.add(Mark.Image.of(Cells.of(n, m, (i, j) -> values.get(i).get(j)), colours));
    for (int i = 0; written && i < n; i++) {
      for (int j = 0; j < m; j++) {
        double value = values.get(i).get(j);
        if (Double.isNaN(value)) continue;
        Colour ink = value > .6 ? Colour.INK : Colour.PAPER;
        marks.add(Mark.Text.centred(new Mark.Point(j, i), two(value), ink));
      }
    }
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < n; i++) ticks.add(new Tick(i, rows.get(i)));
    Axis y = Axis.linear(down, -0.5, n - 0.5).look(Axis.Look.PLAIN).ticks(ticks).reverse();
    return Panel.of(Axis.categories(across, columns), y, marks)
        .title(title)
        .height(Math.max(60, n * (written ? CELL : SMALL)))
        .guides(Guide.ColourBar.of(what, colours));
  }

  /** {@code .87}, and 1 only where it is. */
  private static String two(double value) {
    if (value >= .995) return value > 1 - 1e-6 ? "1" : "1.0";
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.startsWith("0") ? text.substring(1) : text;
  }
}
