package dev.sonde.analysis.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ColumnsTest {

  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({"1,1", "5,3", "129,4", "1024,5", "2500,20"})
  void blocks_holdEachPointOnce(int n, int d) {
    Columns columns = Columns.of(points(n, d));
    int points = 0;
    for (int block = 0; block < columns.blocks(); block++) {
      assertThat(columns.first(block)).isEqualTo(points);
      points += columns.size(block);
    }
    assertThat(points).isEqualTo(n);
    assertThat(columns.width()).isBetween(d, d + 3);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,3", "129,4", "1024,5", "2500,20"})
  void squared_isThatOfTheDistanceKernel_toTheBit(int n, int d) {
    Points points = points(n, d);
    Columns columns = Columns.of(points);
    Panels panels = Panels.of(points);
    float[] row = points.row(n / 2);
    float[] tile = new float[DistanceKernel.QUERIES * DistanceKernel.WIDTH];
    float[] out = new float[columns.lanes()];
    for (int i = 0; i < n; i++) {
      int panel = i / DistanceKernel.WIDTH;
      new ScalarDistances().squared(row, 0, 0, 0, 0, d, panels.values(), panels.start(panel), tile);
      int block = i / columns.lanes();
      columns.squared(block, columns.rows(row, 1, d), 0, out);
      assertThat(out[i - columns.first(block)]).isEqualTo(tile[i % DistanceKernel.WIDTH]);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,3", "129,4", "1024,5", "2500,20"})
  void scores_areDotProductsAndABias(int n, int d) {
    Points points = points(n, d);
    Columns columns = Columns.of(points);
    float[] weights = points(2, d).values();
    float[] rows = columns.rows(weights, 2, d);
    float[] out = new float[columns.lanes()];
    for (int block = 0; block < columns.blocks(); block++) {
      columns.scores(block, rows, columns.width(), .5f, out);
      for (int i = 0; i < columns.size(block); i++) {
        double expected = .5;
        for (int k = 0; k < d; k++) {
          expected += (double) weights[d + k] * points.at(columns.first(block) + i, k);
        }
        assertThat((double) out[i]).isEqualTo(expected, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,3", "129,4", "1024,5", "2500,20"})
  void addProducts_addsUpOverPoints_andTheRestOfABlockCountsNothing(int n, int d) {
    Points points = points(n, d);
    Columns columns = Columns.of(points);
    float[] factors = new float[columns.lanes()];
    for (int i = 0; i < factors.length; i++) factors[i] = i % 7 - 2.5f; // beyond the last too
    double[] sums = new double[columns.width() + 1];
    for (int block = 0; block < columns.blocks(); block++) {
      columns.addProducts(block, factors, sums, 1);
    }
    for (int k = 0; k < d; k++) {
      double expected = 0;
      for (int i = 0; i < n; i++) {
        expected += (double) factors[i % columns.lanes()] * points.at(i, k);
      }
      assertThat(sums[1 + k]).isEqualTo(expected, within(1e-4));
    }
    assertThat(sums[0]).isZero();
  }

  private Points points(int n, int d) {
    float[] values = new float[n * d];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return Points.of(values, n, d);
  }
}
