package dev.sonde.analysis.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RelabellingsTest {

  @Test
  void count_ofEqualUnequalAndManyGroups_isOfDistinctSplits() {
    assertThat(Relabellings.count(new int[] {2, 2})).isEqualTo(3);
    assertThat(Relabellings.count(new int[] {2, 3})).isEqualTo(10);
    assertThat(Relabellings.count(new int[] {5, 5})).isEqualTo(126);
    assertThat(Relabellings.count(new int[] {10, 10})).isEqualTo(92_378);
    assertThat(Relabellings.count(new int[] {2, 2, 2})).isEqualTo(15);
    assertThat(Relabellings.count(new int[] {1, 1})).isEqualTo(1);
  }

  @Test
  void exact_everyRelabellingOnce_observedLeftOut() {
    for (int[] sizes : List.of(new int[] {3, 3}, new int[] {1, 2, 3}, new int[] {2, 1, 2, 1})) {
      Relabellings all = Relabellings.of(sizes, 100_000, 1);
      assertThat(all.exact()).isTrue();
      assertThat(all.count() + 1).isEqualTo(all.distinct().intValueExact());
      Set<String> seen = new HashSet<>();
      for (int k = 0; k < all.count(); k++) {
        byte[] labels = all.labels(k);
        assertThat(labels).isEqualTo(Relabellings.canonical(labels, sizes));
        seen.add(Arrays.toString(labels));
        for (int group = 0; group < sizes.length; group++) {
          int wanted = group;
          assertThat(
                  java.util.stream.IntStream.range(0, labels.length)
                      .filter(run -> labels[run] == wanted)
                      .count())
              .isEqualTo(sizes[group]);
        }
      }
      assertThat(seen).hasSize(all.count());
    }
  }

  @Test
  void drawn_areDistinctSeededAndNotTheObserved() {
    int[] sizes = {10, 10};
    Relabellings drawn = Relabellings.of(sizes, 500, 7);
    assertThat(drawn.exact()).isFalse();
    assertThat(drawn.count()).isEqualTo(500);
    assertThat(drawn.smallestP()).isEqualTo(1.0 / 501);
    Set<String> seen = new HashSet<>();
    for (int k = 0; k < drawn.count(); k++) seen.add(Arrays.toString(drawn.labels(k)));
    assertThat(seen).hasSize(500).doesNotContain(Arrays.toString(observed(sizes)));
    assertThat(Relabellings.of(sizes, 500, 7).labels(499)).isEqualTo(drawn.labels(499));
    assertThat(Relabellings.of(sizes, 500, 8).labels(499)).isNotEqualTo(drawn.labels(499));
  }

  @Test
  void pseudoF_pAndEffect_equalBruteForceOverAllAssignments() throws Exception {
    for (JsonNode golden : Golden.cases("/groups/relabellings.json")) {
      int[] sizes = Golden.ints(golden.get("sizes"));
      Relabellings all = Relabellings.of(sizes, 100_000, 1);
      assertThat(all.distinct()).isEqualTo(golden.get("distinct").asInt());
      List<Double> pairs = Arrays.stream(Golden.doubles(golden.get("pairs"))).boxed().toList();
      PseudoF test = new PseudoF(pairs, sizes);
      assertThat(all.p(test.reached(all)))
          .as("%s", Arrays.toString(sizes))
          .isEqualTo(golden.get("p").asDouble(), within(1e-12));
      assertThat(test.effect()).isEqualTo(golden.get("effect").asDouble(), within(1e-12));
    }
  }

  @Test
  void twoGroupSums_ofEveryRelabelling_areThoseOfThePairs() {
    Random random = new Random(11);
    for (int[] sizes : List.of(new int[] {9, 11}, new int[] {14, 7}, new int[] {12, 12})) {
      int runs = sizes[0] + sizes[1];
      double[] squared = new double[runs * runs];
      double[] rows = new double[runs];
      double sum = 0;
      for (int i = 0; i < runs; i++) {
        for (int j = i + 1; j < runs; j++) {
          double d = random.nextDouble();
          squared[i * runs + j] = d;
          squared[j * runs + i] = d;
          rows[i] += d;
          rows[j] += d;
          sum += d;
        }
      }
      Relabellings some = Relabellings.of(sizes, 300, 3);
      double[] within = new TwoGroupSums(squared, rows, sum, sizes).within(some, 100, 300);
      assertThat(within).hasSize(200);
      for (int k = 100; k < 300; k++) {
        byte[] labels = some.labels(k);
        double expected = 0;
        for (int i = 0; i < runs; i++) {
          for (int j = i + 1; j < runs; j++) {
            if (labels[i] == labels[j]) expected += squared[i * runs + j] / sizes[labels[i]];
          }
        }
        assertThat(within[k - 100]).isCloseTo(expected, within(1e-12));
      }
    }
  }

  @Test
  void reached_ofManyRuns_countsAsSummingEachLabellingDoes() {
    int[] sizes = {20, 22};
    int runs = 42;
    Random random = new Random(5);
    // Whole numbers, so that many labellings tie with the observed one.
    double[][] at = new double[runs][runs];
    List<Double> pairs = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      for (int j = i + 1; j < runs; j++) {
        at[i][j] = random.nextInt(2);
        pairs.add(at[i][j]);
      }
    }
    Relabellings some = Relabellings.of(sizes, 9_000, 3);
    long expected = 0;
    double observed = inside(at, observed(sizes), sizes);
    for (int k = 0; k < some.count(); k++) {
      if (inside(at, some.labels(k), sizes) <= observed + 1e-9) expected++;
    }
    assertThat(expected).isPositive();
    assertThat(new PseudoF(pairs, sizes).reached(some)).isEqualTo(expected);
  }

  private static double inside(double[][] at, byte[] labels, int[] sizes) {
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      for (int j = i + 1; j < at.length; j++) {
        if (labels[i] == labels[j]) sum += at[i][j] * at[i][j] / sizes[labels[i]];
      }
    }
    return sum;
  }

  @Test
  void drawn_pApproachesTheExactOne() throws Exception {
    JsonNode golden = Golden.cases("/groups/relabellings.json").getLast();
    int[] sizes = {4, 4};
    List<Double> pairs = Arrays.stream(Golden.doubles(golden.get("pairs"))).boxed().toList();
    Relabellings some = Relabellings.of(sizes, 33, 5);
    assertThat(some.exact()).isFalse();
    assertThat(some.p(new PseudoF(pairs, sizes).reached(some)))
        .isEqualTo(golden.get("p").asDouble(), within(0.031));
  }

  @Test
  void falseDiscovery_handComputed() {
    // Sorted .01 .02 .03 .04 .05 of five: p·5/k = .05 each.
    assertThat(FalseDiscovery.adjust(new double[] {0.05, 0.01, 0.04, 0.02, 0.03}))
        .containsExactly(new double[] {0.05, 0.05, 0.05, 0.05, 0.05}, within(1e-15));
    // .001·4 = .004; .3·4/2 = .6, capped by .4·4/3 = .533…; .9.
    assertThat(FalseDiscovery.adjust(new double[] {0.9, 0.3, 0.001, 0.4}))
        .containsExactly(new double[] {0.9, 1.6 / 3, 0.004, 1.6 / 3}, within(1e-15));
    assertThat(FalseDiscovery.adjust(new double[] {Double.NaN, 0.02, 0.5}))
        .containsExactly(new double[] {Double.NaN, 0.04, 0.5}, within(1e-15));
  }

  @Test
  void mannWhitney_equalsScipy() throws Exception {
    for (JsonNode golden : Golden.cases("/groups/mann-whitney.json")) {
      double p =
          MomentDifference.mannWhitney(
              Golden.doubles(golden.get("a")), Golden.doubles(golden.get("b")));
      assertThat(p).isEqualTo(golden.get("p").asDouble(), within(1e-9));
    }
    assertThat(MomentDifference.mannWhitney(new double[] {1, 1}, new double[] {1, 1})).isOne();
  }

  private static byte[] observed(int[] sizes) {
    byte[] labels = new byte[Arrays.stream(sizes).sum()];
    Arrays.fill(labels, sizes[0], labels.length, (byte) 1);
    return labels;
  }
}
