package dev.sonde.analysis.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProbeComparisonTest {
  private final Workers workers = Workers.of(2);
  private static final ProbeComparison.Settings TEN =
      new ProbeComparison.Settings(LinearProbe.Settings.defaults(), 10, 1);

  @AfterEach
  void close() {
    workers.close();
  }

  /** Three classes, 600 inputs, 8 units: the first two units tell the class. */
  private static Points told(int[] labels) {
    Random random = new Random(7);
    double[][] rows = new double[labels.length][8];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 8; k++) rows[i][k] = random.nextGaussian();
      rows[i][0] += labels[i] == 1 ? 8 : 0;
      rows[i][1] += labels[i] == 2 ? 8 : 0;
    }
    return Points.of(rows);
  }

  private static int[] classes(int n) {
    return IntStream.range(0, n).map(i -> i % 3).toArray();
  }

  @Test
  void classesThatLieApart_areRead_andTheControlIsNot() {
    int[] labels = classes(600);
    HeldOut split = HeldOut.of(labels, 3, .25, 5);
    ProbeComparison found =
        ProbeComparison.of(told(labels), labels, 3, new long[0], split, TEN, workers);
    assertThat(found.probe().accuracy()).isGreaterThan(.99);
    assertThat(found.probe().test()).isEqualTo(150);
    assertThat(found.probe().train()).isEqualTo(450);
    assertThat(found.shuffled()).isBetween(.25, .42);
    assertThat(found.selectivity()).isGreaterThan(.55);
    assertThat(found.p()).isEqualTo(1 / 11.0, within(1e-12));
  }

  @Test
  void shuffledLabels_areAtChance() {
    int[] labels = classes(900);
    Points points = told(labels);
    int[] shuffled = ControlTask.shuffled(labels, 3);
    HeldOut split = HeldOut.of(shuffled, 3, .5, 5);
    ProbeComparison found =
        ProbeComparison.of(points, shuffled, 3, new long[0], split, TEN, workers);
    // 450 held out: chance has a standard deviation of .022.
    assertThat(found.probe().accuracy()).isBetween(.33 - .07, .33 + .07);
    assertThat(found.probe().low()).isLessThan(1 / 3.0);
    assertThat(found.selectivity()).isBetween(-.08, .08);
    assertThat(found.p()).isGreaterThan(1 / 11.0);
  }

  /** Where the type can be read off the units, labels given to types at random can be learned. */
  @Test
  void controlTask_isLearnedWhereTypesAreToldApart() {
    int[] labels = classes(600);
    long[] types = Arrays.stream(labels).asLongStream().toArray();
    HeldOut split = HeldOut.of(labels, 3, .25, 5);
    ProbeComparison found = ProbeComparison.of(told(labels), labels, 3, types, split, TEN, workers);
    assertThat(found.control()).isGreaterThan(.98);
    assertThat(found.selectivity()).isLessThan(.02);
    assertThat(found.shuffled()).isLessThan(.42);
  }

  @Test
  void controlTask_keepsOneLabelForEachType() {
    long[] types = {5, 9, 5, -1, 9, 5};
    int[] control = ControlTask.byType(types, new int[] {0, 1, 2, 0, 1, 2}, 11);
    assertThat(control[0]).isEqualTo(control[2]).isEqualTo(control[5]);
    assertThat(control[1]).isEqualTo(control[4]);
    assertThat(control).isEqualTo(ControlTask.byType(types, new int[] {0, 1, 2, 0, 1, 2}, 11));
    assertThatThrownBy(() -> ControlTask.byType(types, new int[2], 1))
        .hasMessage("6 types for 2 labels");
  }

  @Test
  void heldOut_takesTheShareOfEachClass_andNoInputTwice() {
    int[] labels = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3};
    HeldOut split = HeldOut.of(labels, 4, .25, 9);
    int[] asked = HeldOut.at(labels, split.test());
    assertThat(Arrays.stream(asked).filter(c -> c == 0)).hasSize(2);
    assertThat(Arrays.stream(asked).filter(c -> c == 1)).hasSize(1);
    assertThat(Arrays.stream(asked).filter(c -> c == 2)).hasSize(1);
    assertThat(asked).doesNotContain(3);
    assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test())).sorted())
        .containsExactly(IntStream.range(0, 15).boxed().toArray(Integer[]::new));
    assertThat(HeldOut.of(labels, 4, .25, 9).test()).isEqualTo(split.test());
  }

  /** Train 1, 3: mean 2, deviation 1; the held-out 6 is 4 deviations off. A constant unit is 0. */
  @Test
  void standardised_knowsOnlyWhatIsLearnedFrom() {
    Points points = Points.of(new double[][] {{1, 5}, {3, 5}, {6, 9}});
    Standardised ready = Standardised.of(points, new HeldOut(new int[] {0, 1}, new int[] {2}));
    assertThat(ready.train().values()).containsExactly(-1, 0, 1, 0);
    assertThat(ready.test().values()).containsExactly(4, 0);
  }

  /** 8 of 10: (.9921 ∓ .3137) / 1.3841 about z = 1.96. */
  @Test
  void wilson_byHand() {
    assertThat(LinearProbe.wilson(8, 10)[0]).isEqualTo(.490162, within(1e-5));
    assertThat(LinearProbe.wilson(8, 10)[1]).isEqualTo(.943318, within(1e-5));
    assertThat(LinearProbe.wilson(10, 10)[1]).isEqualTo(1, within(1e-12));
  }

  @Test
  void majority_isTheMostFrequentClassLearnedFrom() {
    int[] labels = {0, 0, 1, 1, 0};
    assertThat(LinearProbe.majority(labels, 2, new HeldOut(new int[] {0, 1, 2}, new int[] {3, 4})))
        .isEqualTo(.5);
  }
}
