package dev.sonde.study.addition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SumsTest {

  @Test
  void question_isJustified_andReversedBeforeItsEnd() {
    Sum sum = Sum.of(7, 34);
    assertThat(Alphabet.text(Format.of(2, 2).source(sum))).isEqualTo(" 7+34\n");
    assertThat(Alphabet.text(Format.of(2, 2).reversed(true).source(sum))).isEqualTo("43+7 \n");
    assertThat(Alphabet.text(Format.of(2, 2).target(sum))).isEqualTo("  41\n");
    assertThat(Alphabet.text(Format.of(3, 3).source(Sum.of(1, 22, 333))))
        .isEqualTo("   1+22+333\n");
    assertThat(Format.of(3, 3).targetLength()).isEqualTo(3 + 2 + 0 + 1);
    assertThat(Format.of(2, 9).targetLength()).isEqualTo(2 + 2 + 0 + 1);
  }

  @Test
  void sum_thatDoesNotFit_isRefused() {
    assertThatThrownBy(() -> Format.of(2, 2).source(Sum.of(100, 1)))
        .isInstanceOf(AdditionException.class)
        .hasMessage("'100+1' is not a sum of 2 terms of at most 2 digits");
    assertThatThrownBy(() -> Sum.parse("12-3")).hasMessage("'12-3' is not a sum such as 12+34");
    assertThatThrownBy(() -> Sum.parse("12")).hasMessage("'12' is not a sum such as 12+34");
    assertThat(Sum.parse(" 12+34 ")).isEqualTo(Sum.of(12, 34));
  }

  @Test
  void carries_asByHand() {
    assertThat(Sum.of(95, 7).carries()).isEqualTo(2);
    assertThat(Sum.of(95, 7).carryInto(1)).isEqualTo(1);
    assertThat(Sum.of(12, 34).carries()).isZero();
    assertThat(Sum.of(99, 99, 99).carryInto(1)).isEqualTo(2);
    assertThat(Sum.of(50, 50).carryInto(1)).isZero();
    assertThat(Sum.of(50, 50).carryInto(2)).isEqualTo(1);
  }

  @Test
  void running_followsTheTextInBothDirections() {
    Format plain = Format.of(2, 2);
    assertThat(CellProbes.running(plain.source(Sum.of(12, 34)), false))
        .containsExactly(1, 12, 12, 15, 46, 46);
    assertThat(CellProbes.running(plain.reversed(true).source(Sum.of(12, 34)), true))
        .containsExactly(4, 34, 34, 36, 46, 46);
    assertThat(CellProbes.running(plain.source(Sum.of(1, 34)), false))
        .containsExactly(0, 1, 1, 4, 35, 35);
  }

  @Test
  void samples_testsAreNeverTrained_andHeldOutPairsInNoOrder() {
    Samples samples =
        Samples.of(DataSettings.of(Format.of(2, 2), 3000, 5).with("trained_digits", 2));
    Set<Sum> training = new HashSet<>(samples.training());
    assertThat(training).hasSize(3000);
    assertThat(samples.tests().keySet()).containsExactly(Samples.NEW, Samples.HELD_OUT);
    for (Sum sum : samples.test(Samples.NEW)) assertThat(training).doesNotContain(sum);
    List<Sum> held = samples.test(Samples.HELD_OUT);
    for (Sum sum : held) assertThat(training).doesNotContain(sum, sum.reversed());
    // a tenth of the pairs, all orders
    assertThat(held.size()).isBetween(800, 1200);
    assertThat(Samples.of(DataSettings.of(Format.of(2, 2), 3000, 5))).isEqualTo(samples);
  }

  @Test
  void longerTerms_areATestOfTheirOwn() {
    DataSettings shorter =
        DataSettings.of(Format.of(3, 2), 2000, 1).with("trained_digits", 2).with("test", 500);
    Samples samples = Samples.of(shorter);
    assertThat(samples.training())
        .allMatch(sum -> sum.terms().stream().allMatch(term -> term < 100));
    assertThat(samples.test(Samples.LONGER))
        .hasSize(500)
        .allMatch(sum -> sum.terms().stream().anyMatch(term -> term >= 100));
  }

  @Test
  void byTotal_everyTotalIsAsLikely() {
    List<Sum> drawn = Sums.byTotal(19_900, 2, 100, _ -> true, 3);
    int[] counts = new int[199];
    for (Sum sum : drawn) counts[sum.total()]++;
    for (int count : counts) assertThat(count).isBetween(55, 155); // 100 expected, σ = 10
    double mean =
        drawn.stream()
            .filter(s -> s.total() == 99)
            .mapToInt(s -> s.terms().getFirst())
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(49.5, within(10.0));
    List<Sum> three = Sums.byTotal(2000, 3, 10, _ -> true, 4);
    assertThat(three).allMatch(s -> s.terms().stream().allMatch(t -> t < 10));
  }

  @Test
  void uniform_ofManyDigits_isDrawnWithoutListing() {
    List<Sum> drawn = Sums.atMost(1000, Format.of(5, 2), 9);
    assertThat(new HashSet<>(drawn)).hasSize(1000);
    assertThat(Sums.atMost(1000, Format.of(5, 2), 9)).isEqualTo(drawn);
  }

  @Test
  void tooManySums_saysHowManyThereAre() {
    DataSettings most = DataSettings.of(Format.of(1, 2), 100, 1);
    assertThatThrownBy(() -> Samples.of(most))
        .isInstanceOf(AdditionException.class)
        .hasMessageMatching("100 different sums are asked for, and only \\d+ fit; ask for fewer");
    assertThatThrownBy(() -> Sums.all(Format.of(4, 2)))
        .hasMessageContaining("there are 100000000 sums");
  }
}
