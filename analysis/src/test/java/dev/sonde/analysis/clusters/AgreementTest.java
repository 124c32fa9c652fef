package dev.sonde.analysis.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private final List<Integer> clusters = new ArrayList<>();
  private final List<Integer> states = new ArrayList<>();

  private void vectors(int state, int cluster, int count) {
    for (int i = 0; i < count; i++) {
      states.add(state);
      clusters.add(cluster);
    }
  }

  private Agreement agreement() {
    return Agreement.of(labels(clusters), labels(states));
  }

  private static Labels labels(List<Integer> values) {
    return Labels.of(values.stream().mapToInt(Integer::intValue).toArray());
  }

  @Test
  void firstWorkedExampleOfThePaper() {
    vectors(0, 0, 6);
    vectors(1, 0, 2);
    vectors(1, 1, 4);
    vectors(2, 2, 4);
    Agreement a = agreement();
    assertThat(a.ambiguity()).isEqualTo(.170620, within(5e-7));
    assertThat(a.weighted()).isEqualTo(.255930, within(5e-7));
    assertThat(a.max()).isEqualTo(.511860, within(5e-7));
    assertThat(a.perCluster()).extracting(Agreement.Cluster::state).containsExactly(0, 1, 2);
    assertThat(a.perCluster()).extracting(Agreement.Cluster::match).containsExactly(0, 1, 2);
    assertThat(a.matched()).isEqualTo(14 / 16.0);
  }

  @Test
  void secondWorkedExampleOfThePaper() {
    vectors(0, 1, 1709);
    vectors(0, 5, 804);
    vectors(1, 2, 1707);
    vectors(2, 6, 1392);
    vectors(3, 3, 657);
    vectors(3, 2, 365);
    vectors(3, 5, 146);
    vectors(4, 0, 1922);
    vectors(4, 4, 788);
    vectors(4, 7, 767);
    vectors(4, 6, 1);
    Agreement a = agreement();
    assertThat(a.ambiguity()).isEqualTo(.0699374, within(5e-8));
    assertThat(a.weighted()).isEqualTo(.0836111, within(5e-8));
    assertThat(a.max()).isEqualTo(.2892425, within(5e-8));
    assertThat(a.perCluster())
        .extracting(Agreement.Cluster::match)
        .containsExactly(4, 0, 1, 3, null, null, 2, null);
  }

  @Test
  void weightedAmbiguity_isOneMinusHomogeneityTimesEntropyOfStates() {
    vectors(0, 0, 3);
    vectors(1, 0, 2);
    vectors(2, 1, 5);
    vectors(1, 1, 1);
    Agreement a = agreement();
    double entropy = 0;
    for (int n : new int[] {3, 3, 5}) {
      entropy -= n / 11.0 * Math.log(n / 11.0);
    }
    assertThat(a.weighted())
        .isEqualTo((1 - a.homogeneity()) * entropy / Math.log(3), within(1e-12));
  }

  @Test
  void homogeneityCompletenessAndNmi_areScikitLearns() {
    Golden golden = new Golden("clusters/golden.txt");
    Agreement a = Agreement.of(Labels.of(golden.ints("kmeans")), Labels.of(golden.ints("labels")));
    double[] expected = golden.numbers("measures");
    assertThat(a.homogeneity()).isEqualTo(expected[0], within(1e-11));
    assertThat(a.completeness()).isEqualTo(expected[1], within(1e-11));
    assertThat(a.nmi()).isEqualTo(expected[3], within(1e-11));
  }

  @Test
  void oneState_hasNoAmbiguity() {
    vectors(0, 0, 3);
    vectors(0, 1, 2);
    Agreement a = agreement();
    assertThat(a.weighted()).isZero();
    assertThat(a.homogeneity()).isEqualTo(1);
    assertThat(a.completeness()).isZero();
  }

  @Test
  void noise_isACountedClusterThatStandsForNoState() {
    vectors(0, 0, 4);
    vectors(0, Labels.NOISE, 1);
    vectors(1, Labels.NOISE, 1);
    Agreement a = agreement();
    assertThat(a.clusters()).isEqualTo(1);
    assertThat(a.noiseShare()).isEqualTo(2 / 6.0);
    assertThat(a.max()).isEqualTo(1);
    assertThat(a.ambiguity()).isEqualTo(.5);
    assertThat(a.perCluster().getLast().match()).isNull();
  }

  @Test
  void of_differentLengths_saysBoth() {
    assertThatThrownBy(() -> Agreement.of(Labels.of(0, 1), Labels.of(0)))
        .hasMessage("2 cluster labels, but 1 states");
  }

  @Test
  void assignment_isTheCheapestOfAll() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      int rows = 1 + random.nextInt(5);
      int columns = 1 + random.nextInt(5);
      double[][] cost = new double[rows][columns];
      for (double[] row : cost) {
        Arrays.setAll(row, j -> random.nextInt(20) - 10);
      }
      int[] match = Assignment.of(cost);
      double sum = 0;
      int matched = 0;
      for (int i = 0; i < rows; i++) {
        sum += match[i] < 0 ? 0 : cost[i][match[i]];
        matched += match[i] < 0 ? 0 : 1;
      }
      assertThat(matched).isEqualTo(Math.min(rows, columns));
      assertThat(Arrays.stream(match).filter(j -> j >= 0).distinct().count()).isEqualTo(matched);
      assertThat(sum).isEqualTo(cheapest(cost, 0, 0, rows - columns));
    }
  }

  /** By trying all; {@code spare} rows may stay without a column. */
  private static double cheapest(double[][] cost, int row, int used, int spare) {
    if (row == cost.length) {
      return 0;
    }
    double best = spare > 0 ? cheapest(cost, row + 1, used, spare - 1) : Double.MAX_VALUE;
    for (int j = 0; j < cost[0].length; j++) {
      if ((used >> j & 1) == 0) {
        best = Math.min(best, cost[row][j] + cheapest(cost, row + 1, used | 1 << j, spare));
      }
    }
    return best;
  }
}
