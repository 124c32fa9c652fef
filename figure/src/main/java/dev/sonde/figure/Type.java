package dev.sonde.figure;

import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.scene.Item;
import dev.sonde.figure.scene.Typeface;
import dev.sonde.figure.scene.Words;

/** The sizes of letters in a figure, and labels that fit their place. */
final class Type {

  static final double TITLE = 16;
  static final double SUBTITLE = 12.5;
  static final double PANEL_TITLE = 13;
  static final double AXIS = 12;
  static final double TICK = 11;
  static final double CAPTION = 11.5;

  private Type() {}

  /** A label of at most {@code room} pixels; what is cut stands in its tooltip. */
  static Item.Label fitted(
      String text,
      double x,
      double baseline,
      double room,
      double size,
      Colour colour,
      Item.Anchor anchor,
      double angle) {
    String line = Words.line(text);
    String shown = Typeface.fit(line, room, size, false);
    String tooltip = shown.equals(line) ? "" : line;
    return new Item.Label(x, baseline, shown, size, false, colour, anchor, angle, tooltip);
  }

  static double width(String text, double size) {
    return Typeface.width(Words.line(text), size, false);
  }

  /** How far below its middle a line of letters has its baseline. */
  static double toBaseline(double size) {
    return size * Typeface.CAPITALS / 2;
  }

  /** {@code distance (m)}. */
  static String withUnit(Axis axis) {
    if (axis.unit().isEmpty()) return axis.label();
    return axis.label().isEmpty() ? axis.unit() : axis.label() + " (" + axis.unit() + ")";
  }
}
