package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RunSeparationTest {
  private static final int[] SIZES = {3, 3};

  private static double[][] blocks(double within, double between) {
    double[][] alike = new double[6][6];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) alike[i][j] = i == j ? 1 : i / 3 == j / 3 ? within : between;
    }
    return alike;
  }

  /** Ten ways to cut six runs in two threes; only the observed one separates. */
  @Test
  void groupsThatDiffer_haveTheSmallestP() {
    Relabellings relabellings = Relabellings.of(SIZES, 9999, 0);
    RunSeparation found = RunSeparation.of(blocks(.9, .3), SIZES, relabellings);
    assertThat(found.within()).isEqualTo(.9, within(1e-12));
    assertThat(found.between()).isEqualTo(.3, within(1e-12));
    assertThat(found.p()).isEqualTo(.1, within(1e-12));
    assertThat(found.effect()).isGreaterThan(.5);
  }

  @Test
  void groupsThatDoNotDiffer_haveP1() {
    Relabellings relabellings = Relabellings.of(SIZES, 9999, 0);
    assertThat(RunSeparation.of(blocks(.7, .7), SIZES, relabellings).p()).isEqualTo(1);
    assertThat(RunSeparation.of(blocks(Double.NaN, .7), SIZES, relabellings).p()).isNaN();
  }
}
