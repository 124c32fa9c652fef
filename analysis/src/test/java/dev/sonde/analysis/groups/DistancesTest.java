package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DistancesTest {

  @Test
  void everyDistance_equalsScipy() throws Exception {
    for (JsonNode golden : Golden.cases("/groups/distances.json")) {
      double[] a = Golden.doubles(golden.get("a"));
      double[] b = Golden.doubles(golden.get("b"));
      Sample.Scan scanA = SortedSample.scan(tensor(a));
      Sample.Scan scanB = SortedSample.scan(tensor(b));
      Moments all = scanA.moments().plus(scanB.moments());
      assertThat(all.std()).isEqualTo(golden.get("scale").asDouble(), within(1e-12));
      Bins bins = Bins.over(all, golden.get("bins").asInt());
      for (Distance distance : Distance.values()) {
        Pairwise ours = Pairwise.of(distance, scanA.in(bins), scanB.in(bins), all.std());
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
    Sample.Scan scan = SortedSample.scan(tensor(values));
    Bins bins = Bins.over(scan.moments(), 64);
    for (Distance distance : Distance.values()) {
      assertThat(Pairwise.of(distance, scan.in(bins), scan.in(bins), 1).value())
          .as("%s", distance)
          .isZero();
    }
  }

  @Test
  void binned_liesWithinItsStatedErrorOfExact() {
    for (int seed = 0; seed < 20; seed++) {
      Tensor a = tensor(normal(seed, 3000, 1));
      Tensor b = tensor(normal(seed + 100, 5000, 1 + seed / 40.0));
      Sample.Scan scanA = SortedSample.scan(a);
      Sample.Scan scanB = SortedSample.scan(b);
      Bins bins = Bins.over(scanA.moments().plus(scanB.moments()), 64);
      Sample sortedA = scanA.in(bins);
      Sample sortedB = scanB.in(bins);
      Sample countedA = BinnedSample.scan(a).in(bins);
      Sample countedB = BinnedSample.scan(b).in(bins);
      for (Distance distance : Distance.values()) {
        Pairwise exact = Pairwise.of(distance, sortedA, sortedB, 1);
        Pairwise binned = Pairwise.of(distance, countedA, countedB, 1);
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
    Sample.Scan sorted = SortedSample.scan(tensor(values));
    Sample.Scan binned = BinnedSample.scan(tensor(values));
    assertThat(binned.moments().finite()).isEqualTo(99_997);
    assertThat(binned.moments().nan()).isEqualTo(sorted.moments().nan()).isEqualTo(1);
    assertThat(binned.moments().infinite()).isEqualTo(sorted.moments().infinite()).isEqualTo(2);
    assertThat(binned.moments().mean()).isEqualTo(sorted.moments().mean(), within(1e-12));
    assertThat(binned.moments().std()).isEqualTo(sorted.moments().std(), within(1e-12));
    Bins bins = Bins.over(sorted.moments(), 50);
    assertThat(Arrays.stream(binned.in(bins).counts()).sum()).isEqualTo(99_997);
    assertThat(Arrays.stream(sorted.in(bins).counts()).sum()).isEqualTo(99_997);
    // A value on a bin's edge may fall to either side in the finer subdivision.
    for (int i = 0; i < 50; i++) {
      assertThat(binned.in(bins).counts()[i])
          .isBetween(sorted.in(bins).counts()[i] - 1, sorted.in(bins).counts()[i] + 1);
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
      Sample.Scan scan = SortedSample.scan(tensor(values));
      Bins bins = Bins.over(scan.moments(), 64);
      assertThat(Arrays.stream(scan.in(bins).counts()).sum())
          .as(Arrays.toString(values))
          .isEqualTo(3);
      assertThat(BinnedSample.scan(tensor(values)).in(bins).counts()).hasSize(bins.number());
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
