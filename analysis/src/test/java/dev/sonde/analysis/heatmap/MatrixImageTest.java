package dev.sonde.analysis.heatmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MatrixImageTest {

  private static MatrixImage image(int maxRows, int maxColumns, Shape shape, double... values) {
    return MatrixImage.of(
        Tensor.ofDoubles("w", shape, values), Settings.defaults().cells(maxRows, maxColumns));
  }

  @Test
  void blocks_areAggregatedAsComputedByHand() {
    // 3 × 5 in at most 2 × 2 cells: blocks of 2 × 3, the last ones smaller.
    MatrixImage image =
        image(2, 2, Shape.of(3, 5), 1, 2, 3, 10, 20, -7, 5, 2, 30, -40, 6, 0, 0, 1, 1);
    assertThat(image.rowsPerCell()).isEqualTo(2);
    assertThat(image.columnsPerCell()).isEqualTo(3);
    assertThat(image.mean()).isEqualTo(Cells.of(2, 2, new double[] {1, 5, 2, 1}));
    assertThat(image.extreme()).isEqualTo(Cells.of(2, 2, new double[] {-7, -40, 6, 1}));
    assertThat(image.aggregated()).isTrue();
  }

  @Test
  void smallMatrix_isKeptValueByValue() {
    MatrixImage image = image(10, 10, Shape.of(2, 3), 1, -2, 3, 4, 5, -6);
    assertThat(image.mean()).isEqualTo(Cells.of(2, 3, new double[] {1, -2, 3, 4, 5, -6}));
    assertThat(image.extreme()).isEqualTo(image.mean());
    assertThat(image.aggregated()).isFalse();
  }

  @Test
  void shapes_firstAxisDownAllOthersAcross() {
    assertThat(image(9, 99, Shape.of(2, 2, 3), new double[12]).columns()).isEqualTo(6);
    assertThat(image(9, 99, Shape.of(4), new double[4]).rows()).isEqualTo(1);
    assertThat(image(9, 99, Shape.of(), 5).mean()).isEqualTo(Cells.of(1, 1, new double[] {5}));
  }

  @Test
  void notFinite_isCountedAndOnlyEmptiesCellsOfNothingElse() {
    double nan = Double.NaN;
    MatrixImage image = image(1, 2, Shape.of(1, 4), nan, Double.POSITIVE_INFINITY, nan, 3);
    assertThat(image.nan()).isEqualTo(2);
    assertThat(image.infinite()).isEqualTo(1);
    assertThat(image.finite()).isEqualTo(1);
    assertThat(image.mean().at(0, 0)).isNaN();
    assertThat(image.extreme().at(0, 0)).isNaN();
    assertThat(image.mean().at(0, 1)).isEqualTo(3);
  }

  @Test
  void singleLargeWeight_doesNotStretchTheLimit() {
    double[] values = new double[1000];
    for (int i = 0; i < values.length; i++) values[i] = Math.sin(i);
    values[500] = 1e6;
    MatrixImage image = image(100, 100, Shape.of(10, 100), values);
    assertThat(image.limit()).isBetween(0.99, 1.01);
    assertThat(image.beyond()).isBetween(1L, 5L);
    assertThat(image.max()).isEqualTo(1e6);
  }

  @Test
  void almostOnlyZeros_limitIsTheLargestValue() {
    double[] values = new double[1000];
    values[3] = -0.5;
    MatrixImage image = image(10, 10, Shape.of(10, 100), values);
    assertThat(image.limit()).isEqualTo(0.5);
    assertThat(image.beyond()).isZero();
  }

  @Test
  void hugeValues_haveAFiniteMean() {
    double huge = Double.MAX_VALUE;
    assertThat(image(1, 1, Shape.of(1, 4), huge, huge, huge, huge).mean().at(0, 0))
        .isCloseTo(huge, within(huge * 1e-12));
    assertThat(image(1, 1, Shape.of(1, 2), huge, -huge).mean().at(0, 0)).isZero();
  }

  @Test
  void emptyTensor_isRefused() {
    assertThatThrownBy(() -> image(1, 1, Shape.of(0, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no elements");
  }

  @Property(tries = 200)
  void limitAndBeyond_areThoseOfTheSortedValues(
      @ForAll @Size(min = 1, max = 300) double[] values,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    MatrixImage image =
        MatrixImage.of(
            Tensor.ofDoubles("w", Shape.of(values.length), values),
            Settings.defaults().coverage(percent / 100.0));
    double[] sizes = Arrays.stream(finite).map(Math::abs).sorted().toArray();
    long beyond = Arrays.stream(sizes).filter(size -> size > image.limit()).count();
    assertThat(image.beyond()).isEqualTo(beyond);
    assertThat(beyond).isLessThanOrEqualTo((long) ((1 - percent / 100.0) * sizes.length + 1e-9));
    double exact = sizes[Math.max(0, (int) Math.ceil(percent / 100.0 * sizes.length) - 1)];
    if (exact > 1e-300) {
      assertThat(image.limit()).isGreaterThanOrEqualTo(exact);
      assertThat(image.limit() / 1.004).isLessThanOrEqualTo(exact);
    }
  }

  @Property(tries = 100)
  void meansOfCells_giveTheMeanOfAll(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(min = 1, max = 9) int cells) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) values[i] = Math.cos(i * 1.7) * (1 + i % 5);
    MatrixImage image = image(cells, cells, Shape.of(rows, columns), values);
    double sum = 0;
    for (int r = 0; r < image.mean().rows(); r++) {
      for (int c = 0; c < image.mean().columns(); c++) {
        long height = Math.min(image.rowsPerCell(), rows - r * image.rowsPerCell());
        long width = Math.min(image.columnsPerCell(), columns - c * image.columnsPerCell());
        sum += image.mean().at(r, c) * height * width;
      }
    }
    assertThat(sum).isCloseTo(Arrays.stream(values).sum(), within(1e-9));
    assertThat(image.mean().rows()).isLessThanOrEqualTo(cells);
  }
}
