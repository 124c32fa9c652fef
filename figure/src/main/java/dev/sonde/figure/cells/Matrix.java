package dev.sonde.figure.cells;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Axis.Tick;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.NumberFormat;
import dev.sonde.figure.Panel;
import dev.sonde.figure.colour.ColourScale;
import java.util.ArrayList;
import java.util.List;

/**
 * A matrix of colours with names at its sides: states over text, correlations, alignments, errors.
 *
 * @param title above it, or empty
 * @param cells the values
 * @param x what the columns are
 * @param y what the rows are
 * @param columns names of the columns, blank where none is wanted; empty for numbers
 * @param rows names of the rows; empty for numbers
 * @param colours the scale
 * @param value what the colours measure
 */
public record Matrix(
    String title,
    Cells cells,
    String x,
    String y,
    List<String> columns,
    List<String> rows,
    ColourScale colours,
    String value) {

  /** Names closer than this to each other are thinned out, in pixels. */
  private static final double NAME = 13;

  /** Names of columns beyond so many characters are words, not symbols. */
  private static final int LONG = 8;

  public Matrix {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** As a panel; {@code height} of the plot in pixels. */
  Panel panel(double height) {
    Axis across = axis(x, columns, cells.columns(), false, 1);
    int every = Math.max(1, (int) Math.ceil(NAME * cells.rows() / height));
    Axis down = axis(y, rows, cells.rows(), true, every);
    return Panel.of(across, down, Mark.Image.of(cells, colours))
        .title(title)
        .height(height)
        .guides(Guide.ColourBar.of(value, colours));
  }

  private static Axis axis(String label, List<String> names, int n, boolean down, int every) {
    if (!down && names.stream().anyMatch(name -> name.length() > LONG)) {
      return Axis.categories(label, names); // slanted where they need room
    }
    Axis axis = Axis.linear(label, -0.5, n - 0.5).look(Axis.Look.PLAIN);
    if (names.isEmpty()) axis = axis.format(NumberFormat.WHOLE);
    else {
      List<Tick> ticks = new ArrayList<>();
      boolean chosen = names.contains(""); // blank where no name is wanted
      for (int i = 0; i < names.size(); i += chosen ? 1 : every) {
        if (!names.get(i).isEmpty()) ticks.add(new Tick(i, names.get(i)));
      }
      axis = axis.ticks(ticks);
    }
    return down ? axis.reverse() : axis;
  }
}
