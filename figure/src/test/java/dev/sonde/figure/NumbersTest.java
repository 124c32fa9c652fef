package dev.sonde.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static final String NARROW = "\u202f";

  @Test
  void numbers_haveThreeDigitsAndNoNeedlessOnes() {
    assertThat(Numbers.of(0.012345)).isEqualTo("0.0123");
    assertThat(Numbers.of(-2)).isEqualTo("−2");
    assertThat(Numbers.of(0)).isEqualTo("0");
    assertThat(Numbers.of(-0.0)).isEqualTo("0");
    assertThat(Numbers.of(9.999)).isEqualTo("10");
    assertThat(Numbers.of(12345.6)).isEqualTo("12" + NARROW + "300");
    assertThat(Numbers.of(-4.56e-7)).isEqualTo("−4.56e−7");
    assertThat(Numbers.of(1e300)).isEqualTo("1e300");
    assertThat(Numbers.of(Double.MIN_VALUE)).isEqualTo("4.94e−324");
    assertThat(Numbers.of(Double.NaN)).isEqualTo("NaN");
    assertThat(Numbers.of(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @Test
  void counts_areGroupedFromFiveDigitsOn() {
    assertThat(Numbers.count(1234)).isEqualTo("1234");
    assertThat(Numbers.count(-1234567)).isEqualTo("−1" + NARROW + "234" + NARROW + "567");
    assertThat(Numbers.count(1, "tensor", "tensors")).isEqualTo("1 tensor");
  }

  @Test
  void percent_neverRoundsToNoneOrAll() {
    assertThat(Numbers.percent(0.125)).isEqualTo("12.5" + NARROW + "%");
    assertThat(Numbers.percent(0)).isEqualTo("0" + NARROW + "%");
    assertThat(Numbers.percent(1)).isEqualTo("100" + NARROW + "%");
    assertThat(Numbers.percent(1e-9)).startsWith("under 0.001");
    assertThat(Numbers.percent(0.9999999)).startsWith("over 99.9");
  }

  private static List<String> ticks(double low, double high, int wanted, NumberFormat format) {
    return Ticks.linear(Range.of(low, high), format, wanted).stream()
        .map(Axis.Tick::label)
        .toList();
  }

  @Test
  void linearTicks_areRoundAndTellNeighboursApart() {
    assertThat(ticks(0, 1, 5, NumberFormat.PLAIN))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(ticks(-0.31, 0.29, 4, NumberFormat.PLAIN)).containsExactly("−0.2", "0", "0.2");
    assertThat(ticks(0, 2e6, 2, NumberFormat.PLAIN)).containsExactly("0", "1e6", "2e6");
    assertThat(ticks(0, 2e-7, 2, NumberFormat.PLAIN)).containsExactly("0", "1e−7", "2e−7");
    assertThat(ticks(0, 2_000_000, 4, NumberFormat.SI))
        .containsExactly("0", "0.5M", "1.0M", "1.5M", "2.0M");
    assertThat(ticks(0, 0.5, 2, NumberFormat.PERCENT))
        .containsExactly("0" + NARROW + "%", "50" + NARROW + "%");
    assertThat(ticks(-0.5, 2.5, 9, NumberFormat.WHOLE)).containsExactly("0", "1", "2");
    assertThat(ticks(1e6, 1e6 + 2, 4, NumberFormat.PLAIN)).doesNotHaveDuplicates();
    assertThat(ticks(1, Math.nextUp(1.0), 4, NumberFormat.PLAIN)).isEmpty();
  }

  @Test
  void logarithmicTicks_arePowersOfTen() {
    assertThat(labels(new Scale.Log(null), 0.05, 200, 4)).containsExactly("0.1", "1", "10", "100");
    assertThat(labels(new Scale.Log(null), 1e-12, 1e12, 5)).hasSizeBetween(3, 6);
    assertThat(labels(new Scale.Log(null), 1, 40, 8)).containsExactly("1", "2", "5", "10", "20");
    assertThat(labels(new Scale.SymLog(1, null), -1000, 1000, 9))
        .containsExactly("−1000", "−100", "−10", "−1", "0", "1", "10", "100", "1000");
  }

  private static List<String> labels(Scale scale, double low, double high, int wanted) {
    return Ticks.of(scale, Range.of(low, high), NumberFormat.PLAIN, wanted).stream()
        .map(Axis.Tick::label)
        .toList();
  }

  @Test
  void plain_hasFourDigitsAndNoMoreThanItNeeds() {
    assertThat(Numbers.plain(0)).isEqualTo("0");
    assertThat(Numbers.plain(1)).isEqualTo("1");
    assertThat(Numbers.plain(100)).isEqualTo("100");
    assertThat(Numbers.plain(0.123456)).isEqualTo("0.1235");
    assertThat(Numbers.plain(-12.3456)).isEqualTo("-12.35");
    assertThat(Numbers.plain(99_999.4)).isEqualTo("99999");
    assertThat(Numbers.plain(123_456)).isEqualTo("1.23e+05");
    assertThat(Numbers.plain(0.0001234)).isEqualTo("0.0001234");
    assertThat(Numbers.plain(0.00001234)).isEqualTo("1.23e-05");
    assertThat(Numbers.plain(Double.NaN)).isEqualTo("–");
  }
}
