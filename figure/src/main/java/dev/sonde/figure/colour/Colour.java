package dev.sonde.figure.colour;

import java.util.Locale;

/**
 * An opaque sRGB colour.
 *
 * <p>The four page colours {@link #INK}, {@link #MUTED}, {@link #GRID} and {@link #PAPER} are
 * roles: a figure inside an HTML page takes the page's own light or dark colour for them.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Colour(int red, int green, int blue) {

  /** Text and lines that must be read. */
  public static final Colour INK = rgb(0x1f2933);

  /** Secondary text, axis lines. */
  public static final Colour MUTED = rgb(0x5b6875);

  /** Grid lines and frames. */
  public static final Colour GRID = rgb(0xe3e7ec);

  /** The background. */
  public static final Colour PAPER = rgb(0xffffff);

  public Colour {
    if (red < 0 || red > 255 || green < 0 || green > 255 || blue < 0 || blue > 255) {
      throw new IllegalArgumentException(
          "colour " + red + ", " + green + ", " + blue + ": parts go from 0 to 255");
    }
  }

  /** Whether a page has its own colour for it, light or dark. */
  public boolean isRole() {
    return equals(INK) || equals(MUTED) || equals(GRID) || equals(PAPER);
  }

  /** {@code Colour.rgb(0x0072b2)}. */
  public static Colour rgb(int rgb) {
    return new Colour(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
  }

  public int rgb() {
    return red << 16 | green << 8 | blue;
  }

  /** {@code #0072b2}. */
  public String hex() {
    return String.format(Locale.ROOT, "#%06x", rgb());
  }

  /** The colour a share {@code t} of the way to {@code other}, perceived evenly (in Oklab). */
  public Colour mix(Colour other, double t) {
    return Oklab.of(this).mix(Oklab.of(other), t).colour();
  }

  /** Relative luminance (WCAG 2), 0 for black to 1 for white. */
  public double luminance() {
    return 0.2126 * Oklab.linear(red) + 0.7152 * Oklab.linear(green) + 0.0722 * Oklab.linear(blue);
  }

  /** Black or white, whichever is easier to read on this colour. */
  public Colour readable() {
    return luminance() > 0.179 ? rgb(0x111111) : rgb(0xffffff);
  }
}
