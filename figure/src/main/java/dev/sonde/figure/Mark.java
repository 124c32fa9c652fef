package dev.sonde.figure;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Pixels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something drawn between the axes, in their units. What lies outside the axes' limits is cut off
 * at the panel's edge; NaN and infinite coordinates interrupt lines and leave out points.
 */
public sealed interface Mark {

  /** A place: x and y in units of the axes. */
  record Point(double x, double y) {}

  /**
   * A line from point to point.
   *
   * @param points its corners; one with NaN lifts the pen
   * @param stroke how it is drawn
   * @param course straight pieces or smooth ones
   * @param arrow whether its end has an arrowhead
   * @param tooltip shown by a pointer that rests on it, or empty
   */
  record Line(List<Point> points, Stroke stroke, Course course, boolean arrow, String tooltip)
      implements Mark {
    public Line {
      points = List.copyOf(points);
    }

    public static Line of(List<Point> points, Stroke stroke) {
      return new Line(points, stroke, Course.STRAIGHT, false, "");
    }

    public Line tooltip(String words) {
      return new Line(points, stroke, course, arrow, words);
    }

    public Line withArrow() {
      return new Line(points, stroke, course, true, tooltip);
    }

    public Line course(Course way) {
      return new Line(points, stroke, way, arrow, tooltip);
    }
  }

  /** How a line goes through its points. */
  enum Course {
    STRAIGHT,
    /** A curve through all points (Catmull–Rom). */
    SMOOTH,
    /** Start, control, control, end, control, control, end … of cubic Bézier curves. */
    BEZIER
  }

  /**
   * The area between two lines: a ridge over its base, a band around a mean.
   *
   * @param top the upper edge
   * @param bottom the lower edge, from the same side
   * @param outline drawn along the upper edge, or null
   * @param tooltip shown by a pointer that rests on it, or empty
   */
  record Area(
      List<Point> top, List<Point> bottom, Fill fill, @Nullable Stroke outline, String tooltip)
      implements Mark {
    public Area {
      top = List.copyOf(top);
      bottom = List.copyOf(bottom);
    }

    /** The area between a line and the level {@code base}. */
    public static Area over(double base, List<Point> top, Fill fill) {
      return new Area(top, top.stream().map(p -> new Point(p.x(), base)).toList(), fill, null, "");
    }

    public Area outline(Stroke stroke) {
      return new Area(top, bottom, fill, stroke, tooltip);
    }

    public Area tooltip(String words) {
      return new Area(top, bottom, fill, outline, words);
    }
  }

  /** Rectangles of one colour: histogram bins, bars from zero. */
  record Bars(List<Bar> bars, Fill fill) implements Mark {
    public Bars {
      bars = List.copyOf(bars);
    }
  }

  /** A rectangle in units of the axes. */
  record Bar(Range x, Range y, String tooltip) {
    /** A bar from zero up or down to {@code height}. */
    public static Bar upright(double from, double to, double height) {
      return new Bar(Range.of(from, to), Range.of(Math.min(0, height), Math.max(0, height)), "");
    }
  }

  /** Points, each with a look of its own. */
  record Dots(List<Dot> dots) implements Mark {
    public Dots {
      dots = List.copyOf(dots);
    }

    /** Points of one look. */
    public static Dots of(List<Point> points, Symbol symbol, double size, Fill fill) {
      return new Dots(points.stream().map(p -> new Dot(p, symbol, size, fill, "")).toList());
    }
  }

  /**
   * A point.
   *
   * @param size its diameter in pixels
   * @param tooltip shown by a pointer that rests on it, or empty
   */
  record Dot(Point at, Symbol symbol, double size, Fill fill, String tooltip) {}

  /**
   * A box plot's box: quartiles, median, whiskers, and the points beyond them.
   *
   * @param way whether values run up or to the right
   * @param at its middle on the other axis
   * @param thickness its breadth on the other axis
   * @param outliers single values beyond the whiskers; empty if they are not shown (say so)
   */
  record Box(
      Way way,
      double at,
      double thickness,
      Quartiles quartiles,
      List<Double> outliers,
      Colour colour,
      String tooltip)
      implements Mark {
    public Box {
      outliers = List.copyOf(outliers);
    }
  }

  /** What a box shows: ends of the whiskers, quartiles and median, in growing order. */
  record Quartiles(double low, double first, double median, double third, double high) {}

  /** Along which axis the values of a mark run. */
  enum Way {
    UP,
    RIGHT
  }

  /**
   * An error bar, or any interval: a line with two short ends.
   *
   * @param at its place on the other axis
   */
  record Interval(Way way, double at, double low, double high, Stroke stroke) implements Mark {}

  /**
   * A matrix as coloured cells: one picture however many they are. Where several cells fall on one
   * dot of the picture, the one farthest from the scale's neutral value is seen, and one that is
   * not a number before all, so that nothing unusual vanishes.
   *
   * @param x from the left edge of the first column to the right edge of the last
   * @param y edges of the rows; row 0 lies at {@code y.low}
   */
  record Image(Range x, Range y, Cells cells, ColourScale colours) implements Mark {
    /** Cells whose middles lie at whole numbers: column j at x = j, row i at y = i. */
    public static Image of(Cells cells, ColourScale colours) {
      return new Image(
          Range.of(-0.5, cells.columns() - 0.5),
          Range.of(-0.5, cells.rows() - 0.5),
          cells,
          colours);
    }
  }

  /**
   * A picture of its own colours.
   *
   * @param x from its left edge to its right
   * @param y from its bottom edge to its top, by values: which of them lies above follows the axis
   * @param pixels the first row at the top, whatever the axes
   */
  record Photo(Range x, Range y, Pixels pixels) implements Mark {}

  /**
   * A straight line across the whole panel.
   *
   * @param way up for a vertical line at x, right for a horizontal one at y
   * @param label written at its end, or empty
   */
  record Rule(Way way, double at, Stroke stroke, String label) implements Mark {
    /** A vertical line. */
    public static Rule vertical(double x, Stroke stroke) {
      return new Rule(Way.UP, x, stroke, "");
    }

    /** A horizontal line. */
    public static Rule horizontal(double y, Stroke stroke) {
      return new Rule(Way.RIGHT, y, stroke, "");
    }
  }

  /**
   * Words at a place.
   *
   * @param size of the letters, in pixels
   * @param optional whether it may be left out where it would cover an earlier label (a reader then
   *     finds it in the figure's description)
   */
  record Text(Point at, String text, Anchor anchor, double size, Colour colour, boolean optional)
      implements Mark {
    /** Centred at a place and always drawn: the name in a node, the number in a cell. */
    public static Text centred(Point at, String text, Colour colour) {
      return new Text(at, text, Anchor.MIDDLE, 11, colour, false);
    }
  }

  /** Which side of the words stands at the place; always half their height above and below. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }
}
