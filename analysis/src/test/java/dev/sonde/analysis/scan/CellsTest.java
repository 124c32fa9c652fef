package dev.sonde.analysis.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CellsTest {

  @Test
  void quantile_ofFewValues_interpolatesAsNumPy() {
    Cells cells = Cells.ofSorted(new double[] {1, 2, 2, 10}, 4, 1);
    assertThat(cells.quantile(0)).isEqualTo(new Cells.Quantile(1, 0));
    assertThat(cells.quantile(0.25).value()).isEqualTo(1.75);
    assertThat(cells.quantile(0.5).value()).isEqualTo(2);
    assertThat(cells.quantile(0.9).value()).isEqualTo(10 - 8 * (1 - 0.7000000000000002));
    assertThat(cells.quantile(1).value()).isEqualTo(10);
    assertThat(cells.isExact()).isTrue();
  }

  @Test
  void quantile_ofNothing_isNotANumber() {
    assertThat(Cells.ofSorted(new double[0], 0, 1).quantile(0.5).value()).isNaN();
  }

  @Test
  void quantile_insideACell_saysHowFarItMayBeOff() {
    Cells.Builder builder = new Cells.Builder(0);
    builder.add(0, 1, 4);
    Cells.Quantile median = builder.build().quantile(0.5);
    assertThat(median.value()).isEqualTo(0.5);
    assertThat(median.error()).isBetween(0.5, 0.63);
  }

  @Test
  void overlappingCells_areABug() {
    Cells.Builder builder = new Cells.Builder(0);
    builder.add(0, 2, 1);
    assertThatThrownBy(() -> builder.add(1, 3, 1)).isInstanceOf(IllegalStateException.class);
  }
}
