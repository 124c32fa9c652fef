package dev.sonde.analysis.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DistanceTest {

  private static Cells exact(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Cells.ofSorted(sorted, sorted.length, 1);
  }

  private static Cells evenly(double low, double high, long count) {
    Cells.Builder builder = new Cells.Builder(0);
    builder.add(low, high, count);
    return builder.build();
  }

  @Test
  void shiftedByOne_isOneApart() {
    Distance d = Distance.of(exact(0, 1, 3), exact(1, 2, 4));
    assertThat(d.wasserstein()).isCloseTo(1, within(1e-15));
    assertThat(d.ks()).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(d.wassersteinError()).isZero();
    assertThat(d.ksError()).isZero();
  }

  @Test
  void cellsAreTakenAsEven_andTheErrorSaysSo() {
    Distance d = Distance.of(evenly(0, 1, 10), exact(0.5));
    assertThat(d.wasserstein()).isCloseTo(0.25, within(1e-15));
    assertThat(d.ks()).isCloseTo(0.5, within(1e-15));
    assertThat(d.wassersteinError()).isEqualTo(1);
    assertThat(d.ksError()).isEqualTo(1);
  }

  @Test
  void nothingAgainstSomething_isNotANumber() {
    assertThat(Distance.of(exact(), exact(1)).ks()).isNaN();
  }

  @Property(tries = 300)
  void exactDistributions_agreeWithTheDefinition(
      @ForAll @Size(min = 1, max = 20) int @IntRange(min = -9, max = 9) [] a,
      @ForAll @Size(min = 1, max = 20) int @IntRange(min = -9, max = 9) [] b) {
    double[] x = Arrays.stream(a).mapToDouble(v -> v % 50).toArray();
    double[] y = Arrays.stream(b).mapToDouble(v -> v % 50).toArray();
    Distance found = Distance.of(exact(x), exact(y));
    double area = 0;
    double ks = 0;
    for (int at = -50; at < 50; at++) {
      double d = Math.abs(share(x, at) - share(y, at));
      area += d;
      ks = Math.max(ks, d);
    }
    assertThat(found.wasserstein()).isCloseTo(area, within(1e-12));
    assertThat(found.ks()).isCloseTo(ks, within(1e-12));
  }

  private static double share(double[] values, double upTo) {
    return Arrays.stream(values).filter(v -> v <= upTo).count() / (double) values.length;
  }
}
