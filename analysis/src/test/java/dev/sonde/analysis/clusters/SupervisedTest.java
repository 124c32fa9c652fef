package dev.sonde.analysis.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.LinearDiscriminants;
import dev.sonde.analysis.regression.LogisticRegression;
import org.junit.jupiter.api.Test;

/** The supervised references beside scikit-learn on the same 600 vectors. */
class SupervisedTest {
  private final Golden golden = new Golden("clusters/golden.txt");
  private final Points points = golden.points();
  private final int[] labels = golden.ints("labels");

  @Test
  void logisticRegression_hasScikitLearnsCoefficientsAndPredictions() {
    try (Workers workers = Workers.of(2)) {
      var settings = LogisticRegression.Settings.defaults();
      var ours = LogisticRegression.of(points, labels, 5, settings, workers);
      double[] expected = golden.numbers("logistic_coefficients");
      double[] intercepts = golden.numbers("logistic_intercepts");
      for (int c = 0; c < 5; c++) {
        for (int k = 0; k < 6; k++) {
          assertThat(ours.weight(c, k)).isEqualTo(expected[c * 6 + k], within(2e-3));
        }
        // The intercepts are free up to a common constant, which scikit-learn ends with at 0.
        assertThat(ours.bias(c) - ours.bias(0))
            .isEqualTo(intercepts[c] - intercepts[0], within(5e-3));
      }
      assertThat(ours.converged()).isTrue();
      assertThat(ours.predict(points, workers)).isEqualTo(golden.ints("logistic"));
    }
  }

  /** 36,000 points: more blocks than pieces, the last of both in part. */
  @Test
  void logisticRegression_ofManyPoints_isThatOfFew_andTwoThreadsAreOneToTheBit() {
    int times = 60;
    float[] values = new float[times * points.values().length];
    int[] many = new int[times * labels.length];
    for (int i = 0; i < times; i++) {
      System.arraycopy(
          points.values(), 0, values, i * points.values().length, points.values().length);
      System.arraycopy(labels, 0, many, i * labels.length, labels.length);
    }
    Points repeated = Points.of(values, many.length, points.dimensions());
    var defaults = LogisticRegression.Settings.defaults();
    // As many times the points want as many times the penalty.
    var settings = new LogisticRegression.Settings(1.0 / times, defaults.tolerance(), 1000);
    try (Workers one = Workers.of(1);
        Workers two = Workers.of(2)) {
      var few = LogisticRegression.of(points, labels, 5, defaults, one);
      var a = LogisticRegression.of(repeated, many, 5, settings, one);
      var b = LogisticRegression.of(repeated, many, 5, settings, two);
      assertThat(a.loss()).isEqualTo(b.loss()).isEqualTo(few.loss(), within(1e-6));
      for (int c = 0; c < 5; c++) {
        for (int k = 0; k < 6; k++) {
          assertThat(a.weight(c, k)).isEqualTo(b.weight(c, k));
          assertThat(a.weight(c, k)).isEqualTo(few.weight(c, k), within(2e-3));
        }
      }
      assertThat(a.predict(repeated, two)).startsWith(few.predict(points, one));
    }
  }

  @Test
  void linearDiscriminants_predictAsScikitLearn() {
    try (Workers workers = Workers.of(2)) {
      var ours = LinearDiscriminants.of(points, labels, 5, workers);
      assertThat(ours.rank()).isEqualTo(6);
      assertThat(ours.predict(points, workers)).isEqualTo(golden.ints("lda"));
    }
  }

  @Test
  void linearDiscriminants_constantAndRepeatedDimensions_changeNothing() {
    double[][] wide = new double[points.count()][8];
    for (int i = 0; i < wide.length; i++) {
      for (int k = 0; k < 8; k++) {
        wide[i][k] = k == 7 ? 3.25 : points.at(i, Math.min(k, 5));
      }
    }
    try (Workers workers = Workers.of(2)) {
      Points more = Points.of(wide);
      var ours = LinearDiscriminants.of(more, labels, 5, workers);
      assertThat(ours.rank()).isEqualTo(6);
      assertThat(ours.predict(more, workers)).isEqualTo(golden.ints("lda"));
    }
  }
}
