package dev.sonde.analysis.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TilePyramidTest {

  private static Tensor random(long rows, long columns) {
    Random random = new Random(3);
    float[] values = new float[(int) (rows * columns)];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return Tensor.ofFloats("w", Shape.of(rows, columns), values);
  }

  @Test
  void levels_endWhereOneTileHoldsAll() {
    assertThat(TilePyramid.of(random(1, 1)).levels()).isEqualTo(1);
    assertThat(TilePyramid.of(random(256, 256)).levels()).isEqualTo(1);
    assertThat(TilePyramid.of(random(257, 3)).levels()).isEqualTo(2);
    assertThat(TilePyramid.of(random(3, 1025)).levels()).isEqualTo(4);
  }

  @Test
  void level0_isTheTensor() {
    Tensor tensor = random(300, 520);
    float[] values = tensor.toFloats();
    TilePyramid pyramid = TilePyramid.of(tensor);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 3; x++) {
        TilePyramid.Tile tile = pyramid.tile(0, x, y);
        float[] cells = tile.cells();
        for (int r = 0; r < tile.rows(); r++) {
          for (int c = 0; c < tile.columns(); c++) {
            assertThat(cells[r * tile.columns() + c])
                .isEqualTo(values[(y * 256 + r) * 520 + x * 256 + c]);
          }
        }
      }
    }
  }

  /** Every cell against a search through all values of its square. */
  @Test
  void higherLevels_keepTheValueOfGreatestSize() {
    Tensor tensor = random(301, 523);
    float[] values = tensor.toFloats();
    TilePyramid pyramid = TilePyramid.of(tensor);
    for (int level = 1; level < pyramid.levels(); level++) {
      TilePyramid.Tile tile = pyramid.tile(level, 0, 0);
      int side = 1 << level;
      float[] cells = tile.cells();
      for (int r = 0; r < tile.rows(); r++) {
        for (int c = 0; c < tile.columns(); c++) {
          float greatest = 0;
          for (int i = r * side; i < Math.min(301, (r + 1) * side); i++) {
            for (int j = c * side; j < Math.min(523, (c + 1) * side); j++) {
              float value = values[i * 523 + j];
              if (Math.abs(value) > Math.abs(greatest)) greatest = value;
            }
          }
          assertThat(cells[r * tile.columns() + c]).isEqualTo(greatest);
        }
      }
    }
  }

  @Test
  void notFinite_isSeenAtLevel0AndPassedOverAbove() {
    float[] values = new float[2 * 300];
    values[0] = Float.NaN;
    values[1] = Float.POSITIVE_INFINITY;
    values[300] = -2;
    Tensor tensor = Tensor.ofFloats("w", Shape.of(2, 300), values);
    TilePyramid pyramid = TilePyramid.of(tensor);
    assertThat(pyramid.tile(0, 0, 0).cells()[0]).isNaN();
    assertThat(pyramid.tile(0, 0, 0).cells()[1]).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(pyramid.tile(1, 0, 0).cells()[0]).isEqualTo(-2);
  }

  @Test
  void transposedTensors_areReadInTheirOwnOrder() {
    Tensor tensor = random(5, 7).transpose(1, 0);
    assertThat(TilePyramid.of(tensor).tile(0, 0, 0).cells()).isEqualTo(tensor.toFloats());
  }

  @Test
  void tilesThatAreNotThere_areRefused() {
    TilePyramid pyramid = TilePyramid.of(random(300, 520));
    for (long[] wrong :
        new long[][] {
          {0, 3, 0}, {0, 0, 2}, {3, 0, 0}, {-1, 0, 0}, {0, -1, 0}, {0, 0, Long.MAX_VALUE}
        }) {
      assertThatThrownBy(() -> pyramid.tile((int) wrong[0], wrong[1], wrong[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no tile");
    }
  }
}
