package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DistancesTest {

  @Test
  void everyDistance_equalsScipy() throws Exception {
    for (JsonNode golden : Golden.cases("/groups/distances.json")) {
      double[] a = Golden.doubles(golden.get("a"));
      double[] b = Golden.doubles(golden.get("b"));
      Samples both = Samples.of(List.of(tensor(a), tensor(b)), golden.get("bins").asInt(), true);
      double std = both.pooled().std();
      assertThat(std).isEqualTo(golden.get("scale").asDouble(), within(1e-12));
      for (Distance distance : Distance.values()) {
        Pairwise ours = Pairwise.of(distance, both.runs().get(0), both.runs().get(1), std);
        assertThat(ours.value())
            .as("%s of '%s'", distance, golden.get("name").asString())
            .isEqualTo(golden.get(distance.toString()).asDouble(), within(1e-9));
        assertThat(ours.error()).isZero();
      }
    }
  }

  @Test
  void everyDistance_ofARunToItself_isZero() {
    double[] values = normal(7, 500, 1);
    Sample run = Samples.of(List.of(tensor(values)), 64, true).runs().getFirst();
    for (Distance distance : Distance.values()) {
      assertThat(Pairwise.of(distance, run, run, 1).value()).as("%s", distance).isZero();
    }
  }

  @Test
  void binned_liesWithinItsStatedErrorOfExact() {
    for (int seed = 0; seed < 20; seed++) {
      Tensor a = tensor(normal(seed, 3000, 1));
      Tensor b = tensor(normal(seed + 100, 5000, 1 + seed / 40.0));
      List<Sample> sorted = Samples.of(List.of(a, b), 64, true).runs();
      List<Sample> counted = Samples.of(List.of(a, b), 64, false).runs();
      for (Distance distance : Distance.values()) {
        Pairwise exact = Pairwise.of(distance, sorted.get(0), sorted.get(1), 1);
        Pairwise binned = Pairwise.of(distance, counted.get(0), counted.get(1), 1);
        assertThat(Math.abs(exact.value() - binned.value()))
            .as("%s, seed %d", distance, seed)
            .isLessThanOrEqualTo(binned.error() + 1e-12);
        assertThat(binned.error()).isLessThan(0.01);
      }
    }
  }

  @Test
  void binned_momentsAndCounts_equalThoseOfSorted() {
    double[] values = normal(3, 100_000, 2);
    values[17] = Double.NaN;
    values[18] = Double.POSITIVE_INFINITY;
    values[50_000] = Double.NEGATIVE_INFINITY;
    Samples samples = Samples.of(List.of(tensor(values)), 50, true);
    Samples binned = Samples.of(List.of(tensor(values)), 50, false);
    assertThat(samples.nonFinite()).isEqualTo(3);
    Sample sorted = samples.runs().getFirst();
    assertThat(sorted.finite()).isEqualTo(99_997);
    assertThat(sorted.counts().nan()).isEqualTo(1);
    assertThat(sorted.counts().infinite()).isEqualTo(2);
    assertThat(Arrays.stream(sorted.counts().counts()).sum()).isEqualTo(99_997);
    assertThat(binned.pooled()).isEqualTo(samples.pooled());
    if (!(binned.runs().getFirst() instanceof BinnedSample counted)) throw new AssertionError();
    assertThat(counted.counts().counts()).isEqualTo(sorted.counts().counts());
    // The fine bins are cuts of the shared ones: their counts add up to the same.
    long[] fine = counted.fineCounts().counts();
    int factor = fine.length / 50;
    assertThat(factor).isEqualTo(1 << 12);
    for (int i = 0; i < 50; i++) {
      assertThat(Arrays.stream(fine, i * factor, (i + 1) * factor).sum())
          .isEqualTo(sorted.counts().counts()[i]);
    }
  }

  @Test
  void bins_ofExtremeRanges_holdEveryValue() {
    double[][] ranges = {
      {-Double.MAX_VALUE, 0, Double.MAX_VALUE},
      {0, Double.MIN_VALUE, 3 * Double.MIN_VALUE},
      {1, 1, 1},
      {-0.0, 0.0, 1e-310},
      {1e300, 1e300 + 1e285, 1e300 + 3e285}
    };
    for (double[] values : ranges) {
      for (boolean sorted : new boolean[] {true, false}) {
        Samples samples = Samples.of(List.of(tensor(values)), 64, sorted);
        assertThat(Arrays.stream(samples.runs().getFirst().counts().counts()).sum())
            .as(Arrays.toString(values))
            .isEqualTo(3);
        assertThat(samples.unit()).isPositive();
      }
    }
  }

  private static Tensor tensor(double[] values) {
    return Tensor.ofDoubles("w", Shape.of(values.length), values);
  }

  private static double[] normal(long seed, int count, double std) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) values[i] = std * random.nextGaussian();
    return values;
  }
}
