package dev.sonde.figure;

import java.util.List;

/**
 * A figure: words, and a grid of panels. It says what is shown; where things go is found when it is
 * drawn, so that no label is cut off or covered.
 *
 * <pre>{@code
 * Figure figure = Figure.of("Training", Panel.of(Axis.linear("step"), Axis.log("loss"), Mark.Line.of(points, Stroke.of(Palette.BLUE))))
 *     .caption("Mean of five runs.");
 * FigureFile.write(figure, Path.of("training.svg"));
 * }</pre>
 *
 * @param title what is shown, in a few words
 * @param subtitle a line below it, or empty
 * @param caption what the reader must know to read it (units, limits, what was left out), or empty
 * @param panels row by row
 * @param columns panels per row
 * @param guides legends and colour bars that hold for all panels
 * @param width in pixels of 1/96 inch; the height follows from the content
 */
public record Figure(
    String title,
    String subtitle,
    String caption,
    List<Panel> panels,
    int columns,
    List<Guide> guides,
    double width) {

  private static final double WIDTH = 720;

  public Figure {
    panels = List.copyOf(panels);
    guides = List.copyOf(guides);
    if (columns < 1) throw new IllegalArgumentException("a figure of " + columns + " columns");
    if (!(width >= 120 && width <= 20_000)) {
      throw new IllegalArgumentException("figure width " + width + ": from 120 to 20000 pixels");
    }
  }

  /** A figure of one panel, or of panels side by side. */
  public static Figure of(String title, Panel... panels) {
    return new Figure(title, "", "", List.of(panels), Math.max(1, panels.length), List.of(), WIDTH);
  }

  /** A grid of panels, {@code columns} per row. */
  public static Figure grid(String title, int columns, List<Panel> panels) {
    return new Figure(title, "", "", panels, columns, List.of(), WIDTH);
  }

  public Figure title(String words) {
    return new Figure(words, subtitle, caption, panels, columns, guides, width);
  }

  public Figure subtitle(String words) {
    return new Figure(title, words, caption, panels, columns, guides, width);
  }

  public Figure caption(String words) {
    return new Figure(title, subtitle, words, panels, columns, guides, width);
  }

  public Figure guides(Guide... shared) {
    return new Figure(title, subtitle, caption, panels, columns, List.of(shared), width);
  }

  public Figure width(double pixels) {
    return new Figure(title, subtitle, caption, panels, columns, guides, pixels);
  }
}
