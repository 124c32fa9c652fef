package dev.sonde.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.trees.BoostedTrees;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PredictorsTest {

  private static double[][] points(int n, int d, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[n][d];
    for (double[] row : rows) for (int k = 0; k < d; k++) row[k] = random.nextGaussian();
    return rows;
  }

  /** An interaction that no line can see. */
  private static double step(double[] row) {
    return (row[1] > 0 ? 2 : 0) + (row[1] > 0 && row[3] > .5 ? 3 : 0);
  }

  @Test
  void boostedTrees_learnSteps_andKnowWhichDimensionsMatter() {
    double[][] rows = points(600, 6, 1);
    double[] targets = Arrays.stream(rows).mapToDouble(PredictorsTest::step).toArray();
    BoostedTrees trees = BoostedTrees.of(rows, targets, BoostedTrees.Settings.defaults());
    double[][] fresh = points(300, 6, 2);
    double[] truth = Arrays.stream(fresh).mapToDouble(PredictorsTest::step).toArray();
    double[] predicted = Arrays.stream(fresh).mapToDouble(trees::predict).toArray();
    assertThat(Agreement.of(truth, predicted).r2()).isGreaterThan(.85);
    double[] importance = trees.importance();
    // What is left when the steps are learnt is cut along any dimension.
    assertThat(importance[1] + importance[3]).isGreaterThan(.8);
    assertThat(importance[1]).isGreaterThan(.2);
    assertThat(importance[3]).isGreaterThan(.2);
  }

  @Test
  void boostedTrees_onUnrelatedTargets_predictNothing() {
    double[] targets = points(1, 300, 9)[0];
    BoostedTrees trees =
        BoostedTrees.of(points(300, 6, 1), targets, BoostedTrees.Settings.defaults());
    double[] predicted = Arrays.stream(points(300, 6, 2)).mapToDouble(trees::predict).toArray();
    assertThat(Agreement.of(points(1, 300, 10)[0], predicted).r2()).isLessThan(.1);
  }

  /** One tree of depth 1, taken whole, on all points, is the best single cut, by hand. */
  @Test
  void oneTreeOfOneCut_predictsTheMeansOfBothSides() {
    double[][] rows = {{1}, {2}, {3}, {10}, {11}, {12}};
    double[] targets = {0, 1, 2, 9, 10, 11};
    BoostedTrees.Settings one = new BoostedTrees.Settings(1, 1, 1, 1, 1, 1, 1);
    BoostedTrees tree = BoostedTrees.of(rows, targets, one);
    assertThat(tree.predict(new double[] {2.2})).isCloseTo(1, within(1e-9));
    assertThat(tree.predict(new double[] {50})).isCloseTo(10, within(1e-9));
  }

  @Test
  void ridge_findsALine_inFewAndInManyDimensions() {
    for (int d : new int[] {3, 80}) {
      double[][] rows = points(60, d, 4);
      double[] targets = Arrays.stream(rows).mapToDouble(r -> 5 + 2 * r[0] - r[2]).toArray();
      RidgeRegression line = RidgeRegression.of(rows, targets, 1e-6);
      for (int i = 0; i < 60; i++) {
        assertThat(line.predict(rows[i])).isCloseTo(targets[i], within(1e-3));
      }
    }
  }

  /** By hand: x = ±1 scaled, y = ±2 centred, w = Σxy / (Σx² + penalty) = 4 / (2 + 2). */
  @Test
  void ridge_shrinks_asTheFormulaSays() {
    RidgeRegression line = RidgeRegression.of(new double[][] {{0}, {2}}, new double[] {1, 5}, 2);
    assertThat(line.predict(new double[] {2})).isCloseTo(3 + 1, within(1e-12));
  }

  /** Of ten pairs one is tied, one reversed: (8 − 1) / √(10 · 9). */
  @Test
  void tau_countsPairs_withTies() {
    Agreement found = Agreement.of(new double[] {1, 2, 3, 4, 5}, new double[] {1, 3, 2, 5, 5});
    assertThat(found.tau()).isCloseTo(7 / Math.sqrt(90), within(1e-12));
  }

  /** A quantile seldom falls exactly between the two values of a yes or no. */
  @Test
  void trees_cutColumnsOfTwoValues_howeverManyPointsThereAre() {
    double[][] rows = new double[211][];
    double[] targets = new double[211];
    for (int i = 0; i < 211; i++) {
      rows[i] = new double[] {i % 3 == 0 ? 1 : 0, i % 5 < 2 ? 1 : 0};
      targets[i] = 2 * rows[i][0] - rows[i][1];
    }
    BoostedTrees trees = BoostedTrees.of(rows, targets, BoostedTrees.Settings.defaults());
    for (int i = 0; i < 211; i++) {
      assertThat(trees.predict(rows[i])).isCloseTo(targets[i], within(.05));
    }
  }
}
