package dev.sonde.figure;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.colour.Colour;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.scene.Pixels;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells as a picture of at most a given size. Where several cells share a pixel, the one farthest
 * from the scale's neutral value is seen, and one that is not a number before all.
 */
final class CellPixels {

  private CellPixels() {}

  /**
   * @param flippedX whether column 0 stands at the right
   * @param flippedY whether row 0 stands at the bottom
   */
  static Pixels of(
      Cells cells,
      ColourScale colours,
      int mostColumns,
      int mostRows,
      boolean flippedX,
      boolean flippedY) {
    int width = Math.clamp(cells.columns(), 1, Math.max(1, mostColumns));
    int height = Math.clamp(cells.rows(), 1, Math.max(1, mostRows));
    List<Colour> palette = new ArrayList<>(colours.gradient().colours());
    palette.add(ColourScale.MISSING);
    byte[] indices = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value =
            farthest(
                cells,
                colours.neutral(),
                edge(y, height, cells.rows()),
                edge(y + 1, height, cells.rows()),
                edge(x, width, cells.columns()),
                edge(x + 1, width, cells.columns()));
        int toX = flippedX ? width - 1 - x : x;
        int toY = flippedY ? height - 1 - y : y;
        indices[toY * width + toX] = index(colours, value);
      }
    }
    return Pixels.of(width, height, indices, palette);
  }

  private static int edge(int pixel, int pixels, int cells) {
    return (int) ((long) pixel * cells / pixels);
  }

  private static double farthest(
      Cells cells, double neutral, int top, int bottom, int left, int right) {
    double found = neutral;
    double distance = -1;
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        double value = cells.at(row, column);
        if (Double.isNaN(value)) return value;
        double away = Math.abs(value - neutral);
        if (away > distance) {
          distance = away;
          found = value;
        }
      }
    }
    return found;
  }

  private static byte index(ColourScale colours, double value) {
    double at = colours.position(value);
    return (byte)
        (Double.isNaN(at) ? colours.gradient().colours().size() : colours.gradient().index(at));
  }
}
