package dev.sonde.analysis.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.scan.Bins;
import dev.sonde.analysis.units.UnitTally.Bounds;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitsTest {

  /** Two examples, two channels of 1 × 3 places. */
  private static final UnitBatch MAPS =
      new UnitBatch(new float[] {1, 0, 5, -1, -2, 0, 2, 0, 4, -3, -4, 0}, 2, 2, 3);

  @Test
  void batch_findsPlaces_unitsFirstAndLast() {
    assertThat(MAPS.places()).isEqualTo(3);
    assertThat(MAPS.at(1, 0, 2)).isEqualTo(4);
    UnitBatch steps = new UnitBatch(new float[] {1, 10, 2, 20, 3, 30}, 1, 2, 1);
    assertThat(steps.places()).isEqualTo(3);
    assertThat(steps.at(0, 1, 2)).isEqualTo(30);
    assertThatThrownBy(() -> new UnitBatch(new float[7], 2, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** 1 0 5 2 0 4: mean 2, squares off 1+4+9+0+4+4 = 22. The other is never above 0. */
  @Test
  void tally_byHand_wholeAndInBatches() {
    UnitTally whole = new UnitTally(Bounds.NONE, true);
    whole.add(MAPS);
    UnitTally parts = new UnitTally(Bounds.NONE, true);
    parts.add(new UnitBatch(new float[] {1, 0, 5, -1, -2, 0}, 1, 2, 3));
    parts.add(new UnitBatch(new float[] {2, 0, 4, -3, -4, 0}, 1, 2, 3));
    for (UnitTally tally : new UnitTally[] {whole, parts}) {
      UnitTally.Unit first = tally.unit(0);
      assertThat(first.mean()).isEqualTo(2, within(1e-12));
      assertThat(first.std()).isEqualTo(Math.sqrt(22 / 6.0), within(1e-12));
      assertThat(first.min()).isZero();
      assertThat(first.max()).isEqualTo(5);
      assertThat(first.zeros()).isEqualTo(2);
      assertThat(first.dead()).isFalse();
      assertThat(first.saturated()).isNaN();
      assertThat(tally.unit(1).dead()).isTrue();
      assertThat(tally.dead()).isEqualTo(1);
    }
  }

  @Test
  void tally_ofNoRectifier_aNegativeUnitThatChangesLives() {
    UnitTally tally = new UnitTally(Bounds.NONE, false);
    tally.add(MAPS);
    assertThat(tally.dead()).isZero();
  }

  @Test
  void tally_constantUnitIsDead_notFiniteIsCounted() {
    UnitTally tally = new UnitTally(Bounds.NONE, true);
    tally.add(new UnitBatch(new float[] {3, Float.NaN, 3, 1}, 2, 2, 1));
    assertThat(tally.unit(0).dead()).isTrue();
    assertThat(tally.unit(1).values()).isEqualTo(1);
    assertThat(tally.notFinite()).isEqualTo(1);
  }

  /** tanh from −1 to 1: within 0.1 of a bound. */
  @Test
  void tally_saturationOfBoundedOperators() {
    UnitTally tally = new UnitTally(Bounds.of(-1, 1), false);
    tally.add(new UnitBatch(new float[] {.95f, .5f, -.99f, 1, .91f, .2f, 1, -1}, 4, 2, 1));
    assertThat(tally.unit(0).saturated()).isEqualTo(1);
    assertThat(tally.unit(1).saturated()).isEqualTo(.5);
    assertThat(tally.saturated()).isEqualTo(1);
  }

  @Test
  void duplicates_areFoundInBatches_andConstantUnitsAreNone() {
    Random random = new Random(3);
    try (Workers workers = Workers.of(2)) {
      DuplicateUnits found = new DuplicateUnits(workers);
      for (int b = 0; b < 5; b++) {
        float[] values = new float[40 * 4];
        for (int i = 0; i < 40; i++) {
          float x = (float) random.nextGaussian() + 100;
          values[4 * i] = x;
          values[4 * i + 1] = (float) random.nextGaussian();
          values[4 * i + 2] = 7;
          values[4 * i + 3] = -3 * x + .01f * (float) random.nextGaussian();
        }
        found.add(new UnitBatch(values, 40, 4, 1), 1);
      }
      assertThat(found.count()).isEqualTo(200);
      assertThat(found.pairs(.99)).hasSize(1);
      DuplicateUnits.Pair pair = found.pairs(.99).getFirst();
      assertThat(pair.unit()).isZero();
      assertThat(pair.other()).isEqualTo(3);
      assertThat(pair.correlation()).isEqualTo(-1, within(1e-3));
    }
  }

  @Test
  void top_keepsTheBestPlaceOfEachInput_overBatches() {
    TopInputs top = new TopInputs(2);
    top.add(MAPS);
    top.add(new UnitBatch(new float[] {9, 0, 0, 0, -1, 0}, 1, 2, 3));
    assertThat(top.inputs()).isEqualTo(3);
    assertThat(top.of(0))
        .containsExactly(new TopInputs.Entry(2, 9, 0), new TopInputs.Entry(0, 5, 2));
    assertThat(top.of(1))
        .containsExactly(new TopInputs.Entry(0, 0, 2), new TopInputs.Entry(1, 0, 2));
  }

  /** Four of four of one class, of 40 inputs in four classes: rare among random draws. */
  @Test
  void spread_isJudgedByRandomDraws() {
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) labels[i] = i % 4;
    var control = new ClassSpread.Control(labels, 4, 4, 1000, 1);
    ClassSpread one = control.of(new int[] {2, 2, 2, 2}, 4);
    assertThat(one.strongest()).isEqualTo(2);
    assertThat(one.share()).isEqualTo(1);
    assertThat(one.effective()).isEqualTo(1, within(1e-12));
    // 4 · C(10,4) / C(40,4) = .0092
    assertThat(one.p()).isBetween(.002, .02);
    ClassSpread even = control.of(new int[] {0, 1, 2, 3}, 4);
    assertThat(even.effective()).isEqualTo(4, within(1e-9));
    assertThat(even.p()).isEqualTo(1);
  }

  /** 0 0 | 1 3 against 0 | 3 3 3: shares (½ ¼ ¼) and (¼ 0 ¾). */
  @Test
  void counts_distanceByHand() {
    Bins bins = new Bins(1, 2, 2);
    ValueCounts left = new ValueCounts(bins);
    left.add(new UnitBatch(new float[] {0, 0, 1, 3}, 4, 1, 1), 0, 4);
    ValueCounts right = new ValueCounts(bins);
    right.add(new UnitBatch(new float[] {0, 3, 3, 3, 9}, 5, 1, 1), 0, 4);
    assertThat(left.counts()).containsExactly(1, 1);
    assertThat(left.zeros()).isEqualTo(2);
    double divergence =
        .5 * (.5 * log2(.5 / .375) + .25 * log2(.25 / .125) + .25 * log2(.25 / .5))
            + .5 * (.25 * log2(.25 / .375) + .75 * log2(.75 / .5));
    assertThat(left.distance(right)).isEqualTo(Math.sqrt(divergence), within(1e-12));
    assertThat(left.distance(left)).isZero();
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
