package dev.sonde.figure.cells;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Guide;
import dev.sonde.figure.Mark;
import dev.sonde.figure.Panel;
import dev.sonde.figure.Range;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import java.util.ArrayList;
import java.util.List;

/**
 * Matrices whose values a pointer reads: each cell of the drawing tells its words. Beyond {@value
 * #MOST} cells a figure goes without, and its caption says so.
 */
public final class HoverFigure {

  /** Cells with words: about two megabytes of a page. */
  static final int MOST = 20_000;

  private static final double ROW = 15;
  private static final double LOWEST = 90;
  private static final double HIGHEST = 720;

  /** The words of a cell. */
  @FunctionalInterface
  public interface Words {
    String of(int row, int column);
  }

  /** A matrix and what its cells say. */
  public record Hover(Matrix matrix, Words words) {}

  private HoverFigure() {}

  /** One matrix, as tall as its rows need and {@code width} pixels wide. */
  public static Figure of(String title, Hover hover, double width) {
    Matrix matrix = hover.matrix();
    double height = Math.clamp(ROW * matrix.cells().rows(), LOWEST, HIGHEST);
    Figure figure = of(title, List.of(hover), 1, height).width(width);
    if (matrix.columns().isEmpty()) return figure;
    Panel panel = figure.panels().getFirst();
    // Slanted where they need room, so that every name is read.
    Axis names = Axis.categories(matrix.x(), matrix.columns());
    Panel named = new Panel("", names, panel.y(), panel.marks(), panel.guides(), height, false);
    return Figure.of(title, named).width(width).caption(figure.caption());
  }

  /** Matrices in rows of {@code columns}, each {@code height} pixels high. */
  public static Figure of(String title, List<Hover> hovers, int columns, double height) {
    long cells = 0;
    for (Hover hover : hovers) {
      cells += (long) hover.matrix().cells().rows() * hover.matrix().cells().columns();
    }
    boolean all = cells <= MOST;
    List<Panel> panels = new ArrayList<>();
    for (Hover hover : hovers) {
      Panel panel = hover.matrix().panel(height);
      List<Mark> marks = new ArrayList<>(panel.marks());
      if (all) marks.add(bars(hover));
      panels.add(
          new Panel(panel.title(), panel.x(), panel.y(), marks, panel.guides(), height, false));
    }
    Figure figure = Figure.grid(title, columns, panels).width(columns == 1 ? 640 : 960);
    return all ? figure : figure.caption("Too many cells for each to tell its value here.");
  }

  /**
   * Small multiples: no names at the sides, one scale for all, whose bar stands once.
   *
   * @param size of each, in pixels
   */
  public static Figure small(String title, List<Hover> hovers, int columns, double size) {
    long cells = 0;
    for (Hover hover : hovers) {
      cells += (long) hover.matrix().cells().rows() * hover.matrix().cells().columns();
    }
    boolean all = cells <= MOST;
    List<Panel> panels = new ArrayList<>();
    for (Hover hover : hovers) {
      Matrix matrix = hover.matrix();
      List<Mark> marks = new ArrayList<>();
      marks.add(Mark.Image.of(matrix.cells(), matrix.colours()));
      if (all) marks.add(bars(hover));
      Axis x = Axis.linear("", -.5, matrix.cells().columns() - .5).look(Axis.Look.HIDDEN);
      Axis y = Axis.linear("", -.5, matrix.cells().rows() - .5).look(Axis.Look.HIDDEN);
      panels.add(Panel.of(x, y.reverse(), marks).title(matrix.title()).height(size));
    }
    Matrix first = hovers.getFirst().matrix();
    return Figure.grid(title, columns, panels)
        .guides(Guide.ColourBar.of(first.value(), first.colours()))
        .width(Math.max(360, columns * (size + 24) + 110));
  }

  /** Rectangles that are not seen, over the cells. */
  private static Mark bars(Hover hover) {
    List<Mark.Bar> bars = new ArrayList<>();
    for (int row = 0; row < hover.matrix().cells().rows(); row++) {
      for (int column = 0; column < hover.matrix().cells().columns(); column++) {
        Range x = Range.of(column - .5, column + .5);
        Range y = Range.of(row - .5, row + .5);
        bars.add(new Mark.Bar(x, y, hover.words().of(row, column)));
      }
    }
    return new Mark.Bars(bars, Fill.of(Colour.INK).opacity(0));
  }
}
