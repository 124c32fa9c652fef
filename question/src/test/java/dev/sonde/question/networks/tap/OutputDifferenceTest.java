package dev.sonde.question.networks.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OutputDifferenceTest {

  private static final OutputDifference NONE = new OutputDifference("y", 0, 0, 0, false);

  private static OutputNumbers reals(double... values) {
    return OutputNumbers.of(values);
  }

  private static OutputNumbers whole(long... values) {
    return OutputNumbers.of(values);
  }

  @Test
  void and_overBatches_keepsTheWorst() {
    OutputDifference found =
        NONE.and(reals(1, -2000), reals(1, -2000.5)).and(reals(3), reals(3.25));
    assertThat(found).isEqualTo(new OutputDifference("y", 2000.5, .5, 0, false));
    assertThat(found.agrees()).isTrue();
    assertThat(NONE.and(reals(1), reals(1.01)).agrees()).isFalse();
  }

  @Test
  void and_whereOneAloneIsANumber_isUnlike() {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    assertThat(NONE.and(reals(nan, inf, 1), reals(nan, inf, 1)).agrees()).isTrue();
    OutputDifference found = NONE.and(reals(nan, 1, inf), reals(1, inf, -inf));
    assertThat(found.unlike()).isEqualTo(3);
    assertThat(found.agrees()).isFalse();
  }

  @Test
  void and_ofWholeNumbers_isAlikeOrNot_alsoWhereDoublesAreOne() {
    OutputDifference none = new OutputDifference("y", 0, 0, 0, true);
    long large = 1L << 60;
    assertThat(none.and(whole(large), whole(large)).agrees()).isTrue();
    assertThat(none.and(whole(large), whole(large + 1)).difference()).isEqualTo(1);
    assertThat(none.and(whole(large), whole(large + 1)).agrees()).isFalse();
  }

  @Test
  void line_isReadBack_andAnotherIsRefused() {
    OutputDifference one = new OutputDifference("a b", 1e-30, .1, 7, true);
    assertThat(OutputDifference.parse("a b", one.line())).isEqualTo(one);
    assertThatThrownBy(() -> OutputDifference.parse("y", "1 2"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
