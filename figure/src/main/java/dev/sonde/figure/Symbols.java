package dev.sonde.figure;

import dev.sonde.figure.colour.Fill;
import dev.sonde.figure.colour.Stroke;
import dev.sonde.figure.scene.Item;
import java.util.ArrayList;
import java.util.List;

/** The shapes of points; all of about the same weight at the same size. */
final class Symbols {

  private Symbols() {}

  /** A symbol of diameter {@code size} around (x, y). */
  static Item item(Symbol symbol, double x, double y, double size, Fill fill, String tooltip) {
    double r = size / 2;
    Stroke line =
        new Stroke(fill.colour(), Math.max(1, size / 5), fill.opacity(), Stroke.Dash.SOLID);
    return switch (symbol) {
      case CIRCLE -> new Item.Disc(x, y, r, fill, null, tooltip);
      case RING -> new Item.Disc(x, y, r - line.width() / 2, null, line, tooltip);
      case SQUARE -> polygon(x, y, 1.25 * r, 4, 45, fill, tooltip);
      case DIAMOND -> polygon(x, y, 1.25 * r, 4, 0, fill, tooltip);
      case TRIANGLE -> polygon(x, y + r / 5, 1.3 * r, 3, 0, fill, tooltip);
      case STAR -> star(x, y, 1.3 * r, fill, tooltip);
      case CROSS -> strokes(x, y, 0.8 * r, 0.8 * r, line, tooltip);
      case PLUS -> strokes(x, y, r, 0, line, tooltip);
    };
  }

  private static Item polygon(
      double x, double y, double r, int corners, double turn, Fill fill, String tooltip) {
    List<Item.Step> steps = new ArrayList<>();
    for (int i = 0; i < corners; i++) corner(steps, x, y, r, turn + 360.0 * i / corners);
    steps.add(new Item.Step.Close());
    return new Item.Path(steps, fill, null, tooltip);
  }

  private static Item star(double x, double y, double r, Fill fill, String tooltip) {
    List<Item.Step> steps = new ArrayList<>();
    for (int i = 0; i < 10; i++) corner(steps, x, y, i % 2 == 0 ? r : 0.45 * r, 36.0 * i);
    steps.add(new Item.Step.Close());
    return new Item.Path(steps, fill, null, tooltip);
  }

  private static void corner(List<Item.Step> steps, double x, double y, double r, double degrees) {
    double angle = Math.toRadians(degrees);
    double cx = x + r * Math.sin(angle);
    double cy = y - r * Math.cos(angle);
    steps.add(steps.isEmpty() ? new Item.Step.Move(cx, cy) : new Item.Step.Line(cx, cy));
  }

  /** Two lines that cross at (x, y): (dx, dy) and its right angle. */
  private static Item strokes(
      double x, double y, double dx, double dy, Stroke line, String tooltip) {
    return new Item.Path(
        List.of(
            new Item.Step.Move(x - dx, y - dy),
            new Item.Step.Line(x + dx, y + dy),
            new Item.Step.Move(x + dy, y - dx),
            new Item.Step.Line(x - dy, y + dx)),
        null,
        line,
        tooltip);
  }
}
