package dev.sonde.analysis.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExtraTreesTest {
  private final Workers workers = Workers.of(2);
  private final Points points = MadeActivations.points();

  @AfterEach
  void close() {
    workers.close();
  }

  private ExtraTrees.Settings settings(long seed) {
    return ExtraTrees.Settings.defaults().withTrees(1000).withSeed(seed);
  }

  private double[] meanOfFive(int[] labels, int classes) {
    double[] mean = new double[points.dimensions()];
    Columns columns = Columns.of(points);
    for (int seed = 0; seed < 5; seed++) {
      ExtraTrees forest = ExtraTrees.of(columns, labels, classes, settings(seed), workers);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += forest.importance().get(k) / 5;
      }
    }
    return mean;
  }

  @Test
  void importances_areScikitLearns() {
    Golden golden = new Golden("trees/golden.txt");
    double sum = 0;
    for (float value : points.values()) {
      sum += value;
    }
    assertThat(sum).isEqualTo(golden.numbers("sum")[0], within(1e-4));
    for (int c = 0; c <= MadeActivations.CLASSES; c++) {
      boolean all = c == MadeActivations.CLASSES;
      int one = c;
      int[] labels =
          all
              ? MadeActivations.labels()
              : Arrays.stream(MadeActivations.labels()).map(l -> l == one ? 1 : 0).toArray();
      double[] ours = meanOfFive(labels, all ? MadeActivations.CLASSES : 2);
      double[] theirs = golden.numbers(all ? "all" : "one_" + c);
      assertThat(Ranks.spearman(ours, theirs)).isGreaterThan(.99);
      double squares = 0;
      for (int k = 0; k < ours.length; k++) {
        squares += Math.pow(ours[k] / theirs[k] - 1, 2) / ours.length;
      }
      // Either side is the mean of 5000 trees, each a few per cent off.
      assertThat(Math.sqrt(squares)).isLessThan(.04);
    }
  }

  @Test
  void oneThread_sameBits() {
    int[] labels = MadeActivations.labels();
    ExtraTrees two = ExtraTrees.of(points, labels, 4, ExtraTrees.Settings.defaults(), workers);
    try (Workers one = Workers.of(1)) {
      assertThat(ExtraTrees.of(points, labels, 4, ExtraTrees.Settings.defaults(), one))
          .isEqualTo(two);
    }
    assertThat(ExtraTrees.of(points, labels, 4, settings(1).withTrees(100), workers))
        .isNotEqualTo(two);
    assertThat(two.importance().stream().mapToDouble(v -> v).sum()).isEqualTo(1, within(1e-12));
  }

  /** Cut between two values, every tree has one split: 3 nodes, all importance on dimension 1. */
  @Test
  void onlyDimensionOneVaries_hasAllImportance() {
    Points two = Points.of(new double[][] {{5, 0, 7}, {5, 0, 7}, {5, 1, 7}});
    ExtraTrees forest =
        ExtraTrees.of(two, new int[] {0, 0, 1}, 2, ExtraTrees.Settings.defaults(), workers);
    assertThat(forest.importance()).containsExactly(0.0, 1.0, 0.0);
    assertThat(forest.depth()).isEqualTo(1);
    assertThat(forest.nodes()).isEqualTo(300);
  }

  @Test
  void oneClassOrEqualPoints_noImportance() {
    var settings = ExtraTrees.Settings.defaults();
    assertThat(ExtraTrees.of(points, new int[300], 2, settings, workers).importance())
        .containsOnly(0.0);
    Points equal = Points.of(new double[][] {{1, 2}, {1, 2}});
    assertThat(ExtraTrees.of(equal, new int[] {0, 1}, 2, settings, workers).importance())
        .containsOnly(0.0);
  }

  @Test
  void wrongLabels_areNamed() {
    var settings = ExtraTrees.Settings.defaults();
    Points two = Points.of(new double[][] {{1}, {2}});
    assertThatThrownBy(() -> ExtraTrees.of(two, new int[] {0, 2}, 2, settings, workers))
        .hasMessageContaining("point 1 has label 2; labels go from 0 to 1");
    assertThatThrownBy(() -> ExtraTrees.of(two, new int[] {0}, 2, settings, workers))
        .hasMessageContaining("1 labels for 2 points");
  }
}
