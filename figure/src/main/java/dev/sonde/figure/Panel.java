package dev.sonde.figure;

import java.util.List;

/**
 * One pair of axes with marks between them, drawn in their order.
 *
 * @param title above the panel, or empty
 * @param x the axis below
 * @param y the axis at the left
 * @param marks what is drawn; later marks cover earlier ones
 * @param guides legends above the plot, colour bars at its right
 * @param height of the plot between the axes, in pixels
 * @param equalUnits whether one unit of x is as long as one of y (projections, drawings of graphs):
 *     the limits grow until it is so; both axes must then be linear
 */
public record Panel(
    String title,
    Axis x,
    Axis y,
    List<Mark> marks,
    List<Guide> guides,
    double height,
    boolean equalUnits) {

  private static final double HEIGHT = 300;

  public Panel {
    marks = List.copyOf(marks);
    guides = List.copyOf(guides);
    if (!(height >= 10 && height <= 50_000)) {
      throw new IllegalArgumentException("panel height " + height + ": from 10 to 50000 pixels");
    }
    if (equalUnits && !(x.scale() instanceof Scale.Linear && y.scale() instanceof Scale.Linear)) {
      throw new IllegalArgumentException("equal units need two linear axes");
    }
    if (marks.stream().anyMatch(Mark.Image.class::isInstance) && !(even(x) && even(y))) {
      throw new IllegalArgumentException("an image of cells needs axes that are not logarithmic");
    }
  }

  private static boolean even(Axis axis) {
    return axis.scale() instanceof Scale.Linear || axis.scale() instanceof Scale.Categories;
  }

  public static Panel of(Axis x, Axis y, Mark... marks) {
    return of(x, y, List.of(marks));
  }

  public static Panel of(Axis x, Axis y, List<Mark> marks) {
    return new Panel("", x, y, marks, List.of(), HEIGHT, false);
  }

  public Panel title(String words) {
    return new Panel(words, x, y, marks, guides, height, equalUnits);
  }

  public Panel guides(Guide... shown) {
    return new Panel(title, x, y, marks, List.of(shown), height, equalUnits);
  }

  public Panel height(double pixels) {
    return new Panel(title, x, y, marks, guides, pixels, equalUnits);
  }

  /** One unit of x as long as one unit of y. */
  public Panel withEqualUnits() {
    return new Panel(title, x, y, marks, guides, height, true);
  }
}
