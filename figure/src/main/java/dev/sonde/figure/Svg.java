package dev.sonde.figure;

import dev.sonde.figure.scene.SvgWriter;

/** Figures as SVG: the same figure gives the same bytes. */
public final class Svg {

  private Svg() {}

  /** A complete SVG file, on white. */
  public static String of(Figure figure) {
    return of(figure, "");
  }

  /**
   * As {@link #of(Figure)} in letters of a family, or in Sonde's own for an empty name. Places are
   * kept for letters as wide as Arial's; most others are narrower.
   */
  static String of(Figure figure, String font) {
    return SvgWriter.file(FigureLayout.of(figure), font);
  }

  /**
   * An {@code svg} element for an HTML page, which may set {@code --figure-ink}, {@code
   * --figure-muted}, {@code --figure-grid} and {@code --figure-paper} for light and dark.
   */
  public static String inPage(Figure figure) {
    return SvgWriter.inPage(FigureLayout.of(figure));
  }
}
