package dev.sonde.figure.scene;

/** A rectangle in pixels: its upper left corner and its size. */
public record Frame(double x, double y, double width, double height) {

  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }
}
