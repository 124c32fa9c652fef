package dev.sonde.figure.colour;

/**
 * How a line is drawn.
 *
 * @param colour its colour
 * @param width in pixels
 * @param opacity 0 to 1
 * @param dash solid, dashed or dotted
 */
public record Stroke(Colour colour, double width, double opacity, Dash dash) {

  /** The line's pattern. */
  public enum Dash {
    SOLID,
    DASHED,
    DOTTED
  }

  public Stroke {
    if (!(width > 0 && width <= 1000)) throw new IllegalArgumentException("line width " + width);
    Fill.requireOpacity(opacity);
  }

  /** A solid line of 1.5 pixels. */
  public static Stroke of(Colour colour) {
    return new Stroke(colour, 1.5, 1, Dash.SOLID);
  }

  public Stroke width(double pixels) {
    return new Stroke(colour, pixels, opacity, dash);
  }

  public Stroke opacity(double share) {
    return new Stroke(colour, width, share, dash);
  }

  public Stroke dash(Dash pattern) {
    return new Stroke(colour, width, opacity, pattern);
  }
}
