package dev.sonde.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.figure.colour.ColourScale;
import dev.sonde.figure.scene.Pixels;
import org.junit.jupiter.api.Test;

class CellPixelsTest {

  private static final ColourScale COLOURS = ColourScale.diverging(10);

  private static Cells cells(int rows, int columns, double... values) {
    return Cells.of(rows, columns, values);
  }

  @Test
  void cellsThatShareAPixel_showTheOneFarthestFromZero() {
    // 2 × 4 cells on 1 × 2 pixels.
    Pixels pixels =
        CellPixels.of(cells(2, 4, 1, -9, 2, 2, 3, 3, 2, 5), COLOURS, 2, 1, false, false);
    assertThat(pixels.at(0, 0)).isEqualTo(COLOURS.of(-9));
    assertThat(pixels.at(1, 0)).isEqualTo(COLOURS.of(5));
  }

  @Test
  void notANumber_isSeenBeforeAll() {
    Pixels pixels = CellPixels.of(cells(1, 3, 9, Double.NaN, 9), COLOURS, 1, 1, false, false);
    assertThat(pixels.at(0, 0)).isEqualTo(ColourScale.MISSING);
  }

  @Test
  void sequentialScale_showsTheLargest() {
    ColourScale amounts = ColourScale.sequential(0, 10);
    Pixels pixels = CellPixels.of(cells(1, 4, 0, 7, 3, 1), amounts, 2, 1, false, false);
    assertThat(pixels.at(0, 0)).isEqualTo(amounts.of(7));
    assertThat(pixels.at(1, 0)).isEqualTo(amounts.of(3));
  }

  @Test
  void flips_turnRowsAndColumns() {
    Cells cells = cells(2, 2, 1, 2, 3, 4);
    Pixels pixels = CellPixels.of(cells, COLOURS, 9, 9, true, true);
    assertThat(pixels.at(0, 0)).isEqualTo(COLOURS.of(4));
    assertThat(pixels.at(1, 1)).isEqualTo(COLOURS.of(1));
  }

  @Test
  void unevenShares_coverEveryCellOnce() {
    double[] values = new double[7];
    for (int hot = 0; hot < 7; hot++) {
      values[hot] = 10;
      Pixels pixels = CellPixels.of(cells(1, 7, values), COLOURS, 3, 1, false, false);
      int seen = 0;
      for (int x = 0; x < 3; x++) if (pixels.at(x, 0).equals(COLOURS.of(10))) seen++;
      assertThat(seen).isEqualTo(1);
      values[hot] = 0;
    }
  }
}
