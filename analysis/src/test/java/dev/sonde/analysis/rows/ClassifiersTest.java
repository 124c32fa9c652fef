package dev.sonde.analysis.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.groups.Golden;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClassifiersTest {

  private static Rows rows(JsonNode matrix) {
    double[] values =
        StreamSupport.stream(matrix.spliterator(), false)
            .flatMapToDouble(row -> Arrays.stream(Golden.doubles(row)))
            .toArray();
    return Rows.of(matrix.size(), values.length / matrix.size(), values);
  }

  @Test
  void logisticRegression_equalsScikitLearn() throws Exception {
    for (JsonNode golden : Golden.cases("/rows/logistic.json")) {
      String name = golden.get("name").asString();
      LogisticRegression model =
          LogisticRegression.of(
              rows(golden.get("x")),
              Golden.ints(golden.get("y")),
              golden.get("classes").asInt(),
              Golden.doubles(golden.get("weights")),
              LogisticRegression.Settings.defaults());
      assertThat(model.converged()).as(name).isTrue();
      for (int k = 0; k < golden.get("coefficients").size(); k++) {
        assertThat(model.coefficients(k))
            .as(name)
            .containsExactly(Golden.doubles(golden.get("coefficients").get(k)), within(1e-4));
        assertThat(model.intercept(k))
            .as(name)
            .isEqualTo(golden.get("intercepts").get(k).asDouble(), within(1e-4));
      }
      assertThat(model.predict(rows(golden.get("others"))))
          .as(name)
          .isEqualTo(Golden.ints(golden.get("predicted")));
    }
  }

  @Test
  void logisticRegression_wrongInput_isRefused() {
    Rows two = Rows.of(2, 1, new double[] {0, 1});
    LogisticRegression.Settings settings = LogisticRegression.Settings.defaults();
    assertThatThrownBy(() -> LogisticRegression.of(two, new int[] {0}, 2, settings))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogisticRegression.of(two, new int[] {0, 2}, 2, settings))
        .hasMessage("label 2 of 2 classes");
    assertThatThrownBy(() -> Rows.of(2, 2, new double[3])).hasMessage("3 values for 2 rows of 2");
  }

  @Test
  void perceptron_fromTheSameStart_walksAsScikitLearns() throws Exception {
    for (JsonNode golden : Golden.cases("/rows/perceptron.json")) {
      Mlp mlp =
          MlpTraining.from(
              Golden.doubles(golden.get("start")),
              rows(golden.get("x")),
              Golden.ints(golden.get("y")),
              golden.get("classes").asInt(),
              golden.get("epochs").asInt());
      assertThat(mlp.parameters())
          .containsExactly(Golden.doubles(golden.get("end")), within(1e-10));
      assertThat(mlp.predict(rows(golden.get("x"))))
          .isEqualTo(Golden.ints(golden.get("predicted")));
    }
  }

  @Test
  void perceptron_learnsWhatNoPlaneParts() {
    Random random = new Random(3);
    int n = 400;
    double[] values = new double[4 * n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 2;
      for (int j = 0; j < 4; j++) values[4 * i + j] = (1 + 2 * labels[i]) * random.nextGaussian();
    }
    Rows rows = Rows.of(n, 4, values);
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Score mlp = Score.of(labels, MlpTraining.of(rows, labels, 2, ones, 1).predict(rows), 2);
    LogisticRegression plane =
        LogisticRegression.of(rows, labels, 2, LogisticRegression.Settings.defaults());
    assertThat(mlp.accuracy()).isGreaterThan(0.85);
    assertThat(Score.of(labels, plane.predict(rows), 2).accuracy()).isLessThan(0.65);
  }

  @Test
  void perceptron_sameSeed_sameBits() {
    Random random = new Random(4);
    double[] values = random.doubles(300).toArray();
    Rows rows = Rows.of(100, 3, values);
    int[] labels = random.ints(100, 0, 3).toArray();
    double[] ones = new double[100];
    Arrays.fill(ones, 1);
    assertThat(MlpTraining.of(rows, labels, 3, ones, 9).parameters())
        .isEqualTo(MlpTraining.of(rows, labels, 3, ones, 9).parameters())
        .isNotEqualTo(MlpTraining.of(rows, labels, 3, ones, 10).parameters());
  }

  @Test
  void vectorKernel_equalsItsScalarTwinBitForBit() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      int length = random.nextInt(70);
      int count = random.nextInt(11);
      double[] x = random.doubles(4000, -1, 1).toArray();
      double[] scale = random.doubles(count + 3, -2, 2).toArray();
      int[] from = random.ints(count + 2, 0, 3900).toArray();
      double[] scalar = random.doubles(100).toArray();
      double[] vector = scalar.clone();
      new ScalarKernel().addAll(scalar, 7, length, x, from, 2, scale, 3, count);
      new VectorKernel().addAll(vector, 7, length, x, from, 2, scale, 3, count);
      assertThat(vector).isEqualTo(scalar);
    }
  }

  @Test
  void score_equalsScikitLearn() throws Exception {
    for (JsonNode golden : Golden.cases("/rows/scores.json")) {
      Score score =
          Score.of(
              Golden.ints(golden.get("truth")),
              Golden.ints(golden.get("predicted")),
              golden.get("classes").asInt());
      assertThat(score.accuracy()).isEqualTo(golden.get("accuracy").asDouble(), within(1e-12));
      assertThat(score.balancedAccuracy())
          .isEqualTo(golden.get("balanced").asDouble(), within(1e-12));
      assertThat(score.f1()).isEqualTo(golden.get("f1").asDouble(), within(1e-12));
    }
  }

  @Test
  void standardisation_constantColumn_isOnlyShifted() {
    Rows rows = Rows.of(3, 2, new double[] {0.1, 1, 0.1, 2, 0.1, 3});
    Rows scaled = Standardisation.of(rows).apply(rows);
    double unit = Math.sqrt(1.5);
    assertThat(scaled.values())
        .containsExactly(new double[] {0, -unit, 0, 0, 0, unit}, within(1e-12));
  }
}
