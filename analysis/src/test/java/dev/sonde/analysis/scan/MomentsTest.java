package dev.sonde.analysis.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void oneToFour_areTheTextbooks() {
    Moments m = Moments.ofSums(4, 0, 1, 10, 30, 100, 354);
    assertThat(m.mean()).isEqualTo(2.5);
    assertThat(m.std()).isEqualTo(Math.sqrt(1.25));
    assertThat(m.skewness()).isCloseTo(0, within(1e-12));
    assertThat(m.kurtosis()).isCloseTo(1.64 - 3, within(1e-12));
    assertThat(m.l2()).isCloseTo(Math.sqrt(30), within(1e-12));
  }

  @Property(tries = 500)
  void merge_ofAnyTwoParts_isTheWhole(
      @ForAll @Size(min = 1, max = 30) double @DoubleRange(min = -1e3, max = 1e3) [] values,
      @ForAll @DoubleRange(min = 0, max = 1) double where) {
    int cut = (int) (where * values.length);
    Moments merged =
        Reference.moments(Arrays.copyOf(values, cut))
            .merge(Reference.moments(Arrays.copyOfRange(values, cut, values.length)));
    assertClose(merged, Reference.moments(values));
  }

  @Test
  void merge_ofHugeValues_doesNotOverflow() {
    double[] values = {1e300, -3e299, 5e299, 2e300, 1e298};
    Moments merged = Moments.NONE;
    for (double x : values) merged = merged.merge(Reference.moments(new double[] {x}));
    assertClose(merged, Reference.moments(values));
  }

  @Test
  void repeated_isTheSameDistribution() {
    Moments once = Reference.moments(new double[] {1, 2, 4});
    assertClose(once.repeated(2), Reference.moments(new double[] {1, 2, 4, 1, 2, 4}));
  }

  static void assertClose(Moments found, Moments wanted) {
    assertThat(found.count()).isEqualTo(wanted.count());
    if (wanted.count() == 0) return;
    double scale = Math.max(wanted.std(), Math.ulp(wanted.mean()) * 1e7);
    assertThat(found.mean()).isCloseTo(wanted.mean(), within(1e-9 * scale));
    assertThat(found.std()).isCloseTo(wanted.std(), within(1e-8 * scale));
    if (wanted.std() < 1e-6 * Math.abs(wanted.mean())) return; // below, rounding has its own shape
    if (Double.isNaN(wanted.skewness())) return;
    double tail = 1e-6 * Math.max(1, Math.abs(wanted.kurtosis()));
    assertThat(found.skewness()).isCloseTo(wanted.skewness(), within(tail));
    assertThat(found.kurtosis()).isCloseTo(wanted.kurtosis(), within(tail));
  }
}
