package dev.sonde.figure.colour;

/**
 * How an area is filled.
 *
 * @param colour its colour
 * @param opacity 0 to 1
 */
public record Fill(Colour colour, double opacity) {

  public Fill {
    requireOpacity(opacity);
  }

  public static Fill of(Colour colour) {
    return new Fill(colour, 1);
  }

  public Fill opacity(double share) {
    return new Fill(colour, share);
  }

  static void requireOpacity(double opacity) {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity " + opacity + ": from 0 to 1");
    }
  }
}
