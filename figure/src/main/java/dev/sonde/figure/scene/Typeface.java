package dev.sonde.figure.scene;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How wide a text may become. An SVG is drawn with the font of whoever looks at it: Arial,
 * Helvetica or Liberation Sans, which have the same widths, or on a bare Linux the wider DejaVu
 * Sans. The table beside this class has each letter's greatest width, so what fits by it fits
 * everywhere. (Reading the fonts themselves would cost more than drawing most figures.)
 */
public final class Typeface {

  /** Height of capital letters and digits, as a share of the size. */
  public static final double CAPITALS = 0.69;

  /** How far letters such as g reach below the baseline, as a share of the size. */
  public static final double DESCENT = 0.22;

  /** How far letters with accents reach above the baseline, as a share of the size. */
  public static final double ASCENT = 0.92;

  /** DejaVu Sans Bold compared with DejaVu Sans, over words. */
  private static final double BOLD = 1.15;

  private static final String ELLIPSIS = "…";
  private static final double UNITS = 2048;
  private static final short[] WIDTHS = read();

  private Typeface() {}

  /** The most that a line of text takes, in pixels. */
  public static double width(String text, double size, boolean bold) {
    double units = text.codePoints().mapToDouble(Typeface::units).sum();
    return units / UNITS * size * (bold ? BOLD : 1);
  }

  private static double units(int c) {
    if (c < WIDTHS.length && WIDTHS[c] >= 0) return WIDTHS[c];
    if (Character.getType(c) == Character.NON_SPACING_MARK) return 0;
    // Not in the font: another one steps in. Chinese, Japanese, Korean and pictures are square.
    return c >= 0x1100 ? UNITS : 0.7 * UNITS;
  }

  /**
   * The text itself if it fits into {@code width} pixels, else its start and its end around an
   * ellipsis: the ends of addresses tell tensors apart. Empty if not even an ellipsis fits.
   */
  public static String fit(String text, double width, double size, boolean bold) {
    if (width(text, size, bold) <= width) return text;
    int[] points = text.codePoints().toArray();
    for (int kept = points.length - 1; kept >= 2; kept--) {
      int start = (kept + 1) / 2;
      int end = kept / 2;
      String shorter =
          new String(points, 0, start) + ELLIPSIS + new String(points, points.length - end, end);
      if (width(shorter, size, bold) <= width) return shorter;
    }
    return width(ELLIPSIS, size, bold) <= width ? ELLIPSIS : "";
  }

  private static short[] read() {
    short[] widths = new short[0x10000];
    java.util.Arrays.fill(widths, (short) -1);
    try (InputStream in = Typeface.class.getResourceAsStream("sans.widths")) {
      if (in == null) throw new IllegalStateException("sans.widths is not in the jar");
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) continue;
        String[] parts = line.split(" ");
        int first = Integer.parseInt(parts[0], 16);
        for (int i = 1; i < parts.length; i++) widths[first + i - 1] = Short.parseShort(parts[i]);
      }
      return widths;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
