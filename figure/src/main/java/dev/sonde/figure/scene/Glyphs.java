package dev.sonde.figure.scene;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The outlines of Liberation Sans, from PDFBox's jar. Text is filled as shapes, so that Java's own
 * font system, which fails on a machine without fontconfig and fonts, is never asked.
 */
final class Glyphs {

  /** Stands for a character that the font has not. */
  private static final int BOX = 0x25a1;

  /** Width of the line that makes letters bold, as a share of their size. */
  static final double BOLDER = 0.03;

  /** Room between bold letters, as a share of their size. */
  static final double TRACKING = 0.02;

  /** Of the font's coordinates, per size of its letters. */
  private static final double UNITS = 2048;

  private final TrueTypeFont font;
  private final CmapLookup characters;

  private Glyphs(TrueTypeFont font, CmapLookup characters) {
    this.font = font;
    this.characters = characters;
  }

  static Glyphs load() {
    try (InputStream in = file()) {
      TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in));
      return new Glyphs(font, font.getUnicodeCmapLookup());
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** The font's own file. */
  static InputStream file() {
    InputStream in =
        PDDocument.class.getResourceAsStream(
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");
    if (in == null) throw new IllegalStateException("PDFBox's jar has no Liberation Sans");
    return in;
  }

  /** The same text with a box for every character that the font has not. */
  String drawable(String text) {
    StringBuilder drawn = new StringBuilder(text.length());
    text.codePoints().forEach(c -> drawn.appendCodePoint(known(c) ? c : BOX));
    return drawn.toString();
  }

  private boolean known(int c) {
    return characters.getGlyphId(c) != 0;
  }

  /** How wide a line of text of the given size is. */
  double width(String text, double size, double tracking) {
    double width = 0;
    for (int c : drawable(text).codePoints().toArray()) {
      width += advance(characters.getGlyphId(c)) * size / UNITS + tracking;
    }
    return width;
  }

  private int advance(int glyph) {
    try {
      return font.getAdvanceWidth(glyph);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static UncheckedIOException damaged(IOException e) {
    return new UncheckedIOException("Liberation Sans in PDFBox's jar cannot be read", e);
  }

  /**
   * A line of text of the given size that starts at (0, 0), y downwards.
   *
   * @param tracking additional room after each letter, in pixels
   */
  Shape outline(String text, double size, double tracking) {
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double scale = size / UNITS;
    double x = 0;
    for (int c : drawable(text).codePoints().toArray()) {
      AffineTransform place = new AffineTransform(scale, 0, 0, -scale, x, 0);
      int glyph = characters.getGlyphId(c);
      try {
        GlyphData data = font.getGlyph().getGlyph(glyph);
        if (data != null) all.append(data.getPath().getPathIterator(place), false);
      } catch (IOException e) {
        throw damaged(e);
      }
      x += advance(glyph) * scale + tracking;
    }
    return all;
  }
}
