package dev.sonde.figure.scene;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that is drawn; all places are pixels of the scene. */
public sealed interface Item {

  /** Items that are cut off at a frame. */
  record Clip(Frame frame, List<Item> items) implements Item {
    public Clip {
      items = List.copyOf(items);
    }
  }

  /** Straight and curved lines, filled, drawn, or both. */
  record Path(List<Step> steps, @Nullable Fill fill, @Nullable Stroke stroke, String tooltip)
      implements Item {
    public Path {
      steps = List.copyOf(steps);
    }
  }

  /** One step of a path. */
  sealed interface Step {
    record Move(double x, double y) implements Step {}

    record Line(double x, double y) implements Step {}

    /** A cubic Bézier curve to (x, y). */
    record Curve(double x1, double y1, double x2, double y2, double x, double y) implements Step {}

    record Close() implements Step {}
  }

  /** A filled rectangle. */
  record Box(Frame frame, Fill fill, String tooltip) implements Item {}

  /** A disc, or with a stroke alone a ring. */
  record Disc(
      double x,
      double y,
      double radius,
      @Nullable Fill fill,
      @Nullable Stroke stroke,
      String tooltip)
      implements Item {}

  /** A picture, its pixels enlarged without smoothing. */
  record Picture(Frame frame, Pixels pixels) implements Item {}

  /**
   * A line of text.
   *
   * @param x where its anchor stands
   * @param y of its baseline
   * @param size of the letters in pixels
   * @param angle in degrees, clockwise around (x, y)
   * @param tooltip the whole text where {@code text} is a shortened one, or empty
   */
  record Label(
      double x,
      double y,
      String text,
      double size,
      boolean bold,
      Colour colour,
      Anchor anchor,
      double angle,
      String tooltip)
      implements Item {}

  /** Which part of a text stands at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }
}
