package dev.sonde.figure.scene;

/**
 * The place that a label's letters take: a rectangle around (x, y), turned by an angle.
 *
 * @param x middle, pixels
 * @param y middle, pixels
 * @param angle in degrees, clockwise
 */
public record LabelBox(double x, double y, double width, double height, double angle) {

  public static LabelBox of(Item.Label label) {
    double width = Typeface.width(label.text(), label.size(), label.bold());
    double along =
        switch (label.anchor()) {
          case START -> width / 2;
          case MIDDLE -> 0;
          case END -> -width / 2;
        };
    double up = label.size() * (Typeface.CAPITALS - Typeface.DESCENT) / 2;
    double cos = Math.cos(Math.toRadians(label.angle()));
    double sin = Math.sin(Math.toRadians(label.angle()));
    return new LabelBox(
        label.x() + along * cos + up * sin,
        label.y() + along * sin - up * cos,
        width,
        label.size() * (Typeface.CAPITALS + Typeface.DESCENT),
        label.angle());
  }

  /** Whether the two cover a common area. */
  public boolean overlaps(LabelBox other) {
    return !apart(other) && !other.apart(this);
  }

  /** Whether one of this rectangle's own two directions separates them. */
  private boolean apart(LabelBox other) {
    double cos = Math.cos(Math.toRadians(angle));
    double sin = Math.sin(Math.toRadians(angle));
    double dx = other.x - x;
    double dy = other.y - y;
    double turn = Math.toRadians(other.angle - angle);
    double c = Math.abs(Math.cos(turn));
    double s = Math.abs(Math.sin(turn));
    return Math.abs(dx * cos + dy * sin) >= (width + other.width * c + other.height * s) / 2 - 1e-6
        || Math.abs(dy * cos - dx * sin)
            >= (height + other.width * s + other.height * c) / 2 - 1e-6;
  }

  /** The upright rectangle around it. */
  public Frame frame() {
    double c = Math.abs(Math.cos(Math.toRadians(angle)));
    double s = Math.abs(Math.sin(Math.toRadians(angle)));
    double w = width * c + height * s;
    double h = width * s + height * c;
    return new Frame(x - w / 2, y - h / 2, w, h);
  }
}
