package dev.sonde.analysis.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.groups.Golden;
import dev.sonde.analysis.groups.GroupException;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RowClassificationTest {

  private static final Settings LOGISTIC =
      Settings.defaults().with("classifiers", List.of(Classifier.LOGISTIC));

  /** Rows of one run: [rows × width]. */
  @FunctionalInterface
  private interface Law {
    double[] draw(int group, int rows, int width, RandomGenerator random);
  }

  /** Every run has a mean row of its own, strong enough to be known by; groups do not differ. */
  private static double[] idiosyncratic(int group, int rows, int width, RandomGenerator random) {
    double[] mean = random.doubles(width).map(u -> 4 * u - 2).toArray();
    double[] values = new double[rows * width];
    for (int i = 0; i < values.length; i++) values[i] = mean[i % width] + random.nextGaussian();
    return values;
  }

  private static double[] shifted(int group, int rows, int width, RandomGenerator random) {
    double[] values = new double[rows * width];
    for (int i = 0; i < values.length; i++) values[i] = 1.5 * group + random.nextGaussian();
    return values;
  }

  private static double[] wider(int group, int rows, int width, RandomGenerator random) {
    double[] values = new double[rows * width];
    for (int i = 0; i < values.length; i++) values[i] = (1 + 2 * group) * random.nextGaussian();
    return values;
  }

  private static double[] same(int group, int rows, int width, RandomGenerator random) {
    return shifted(0, rows, width, random);
  }

  private static List<ModelGroup> groups(
      long seed, Shape shape, Map<String, Law> layers, int... sizes) {
    int rows = Math.toIntExact(shape.rank() == 0 ? 1 : shape.extent(0));
    int width = Math.toIntExact(shape.count() / rows);
    List<ModelGroup> groups = new ArrayList<>();
    for (int group = 0; group < sizes.length; group++) {
      List<Checkpoint> runs = new ArrayList<>();
      for (int run = 0; run < sizes[group]; run++) {
        List<Tensor> tensors = new ArrayList<>();
        for (Map.Entry<String, Law> layer : new TreeMap<>(layers).entrySet()) {
          int salt = layer.getKey().hashCode();
          // Not java.util.Random: its first numbers are alike for seeds that are near.
          RandomGenerator random =
              new SplittableRandom(seed * 7919 + group * 101L + run * 13L + salt);
          double[] values = layer.getValue().draw(group, rows, width, random);
          tensors.add(Tensor.ofDoubles(layer.getKey(), shape, values));
        }
        runs.add(Checkpoint.of(Path.of("memory", group + "-" + run), tensors, Map.of()));
      }
      groups.add(new ModelGroup("g" + group, runs));
    }
    return groups;
  }

  private static double accuracy(RowClassification answer, String name, Classifier classifier) {
    return answer.parameter(name).classifiers().stream()
        .filter(c -> c.classifier() == classifier)
        .mapToDouble(c -> c.balancedAccuracy().mean())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void of_oneRunOfEachGroupHeldOut_scoresAsScikitLearn() throws Exception {
    JsonNode golden = Golden.cases("/rows/folds.json").getFirst();
    int perRun = golden.get("rows_per_run").asInt();
    List<Checkpoint> runs = new ArrayList<>();
    for (int run = 0; run < 8; run++) {
      double[] values = new double[perRun * 4];
      for (int i = 0; i < values.length; i++) {
        values[i] = golden.get("x").get(run * perRun + i / 4).get(i % 4).asDouble();
      }
      Tensor tensor = Tensor.ofDoubles("w", Shape.of(perRun, 4), values);
      runs.add(Checkpoint.of(Path.of("memory", "r" + run), List.of(tensor), Map.of()));
    }
    RowClassification answer =
        RowClassification.of(
            List.of(
                new ModelGroup("a", runs.subList(0, 4)), new ModelGroup("b", runs.subList(4, 8))),
            LOGISTIC);
    ClassifierResult result = answer.parameter("w").best();
    assertThat(result.folds()).hasSize(4);
    for (int fold = 0; fold < 4; fold++) {
      double[] scores = Golden.doubles(golden.get("scores").get(fold));
      Score ours = result.folds().get(fold).score();
      assertThat(ours.accuracy()).isEqualTo(scores[0], within(1e-12));
      assertThat(ours.balancedAccuracy()).isEqualTo(scores[1], within(1e-12));
      assertThat(ours.f1()).isEqualTo(scores[2], within(1e-12));
      assertThat(result.folds().get(fold).heldOut())
          .containsExactly("memory/r" + fold, "memory/r" + (fold + 4));
    }
  }

  @Test
  void leakySplit_tellsRunsApartThatNoGroupSeparates_leavingRunsOutDoesNot() {
    double leaky = 0;
    double honest = 0;
    int seeds = 8;
    for (int seed = 0; seed < seeds; seed++) {
      List<ModelGroup> groups =
          groups(seed, Shape.of(40, 30), Map.of("w", RowClassificationTest::idiosyncratic), 5, 5);
      RowClassification answer = RowClassification.of(groups, LOGISTIC.with("shuffles", 1));
      honest += accuracy(answer, "w", Classifier.LOGISTIC) / seeds;
      leaky += leaky(groups, seed) / seeds;
    }
    assertThat(leaky).isGreaterThan(0.9);
    assertThat(honest).isBetween(0.4, 0.6);
  }

  /** The mistake: a fifth of all rows held out at random, rows of every run on both sides. */
  private static double leaky(List<ModelGroup> groups, long seed) {
    List<Double> values = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      for (Checkpoint run : groups.get(group).runs()) {
        Tensor tensor = run.tensor("w");
        for (double value : tensor.toDoubles()) values.add(value);
        for (int row = 0; row < tensor.shape().extent(0); row++) labels.add(group);
      }
    }
    Random random = new Random(seed);
    boolean[] asked = new boolean[labels.size()];
    for (int i = 0; i < asked.length; i++) asked[i] = random.nextInt(5) == 0;
    Rows rows =
        Rows.of(labels.size(), 30, values.stream().mapToDouble(Double::doubleValue).toArray());
    int[] truth = labels.stream().mapToInt(Integer::intValue).toArray();
    return CrossValidation.score(rows, truth, 2, asked, Classifier.LOGISTIC, seed)
        .balancedAccuracy();
  }

  @Test
  void of_rowsThatDiffer_areToldApartAndNamed() {
    List<ModelGroup> groups =
        groups(
            1,
            Shape.of(16, 8),
            Map.of("shifted", RowClassificationTest::shifted, "same", RowClassificationTest::same),
            5,
            5);
    RowClassification answer = RowClassification.of(groups, LOGISTIC.with("shuffles", 19));
    assertThat(answer.labellings()).isEqualTo(20);
    assertThat(answer.exact()).isFalse();
    assertThat(answer.possible()).isEqualTo(126);
    assertThat(answer.tellApart()).containsExactly("shifted");
    assertThat(answer.parameter("same").best().verdict()).isEqualTo(Verdict.NO_BETTER);
    ClassifierResult best = answer.parameter("shifted").best();
    assertThat(best.balancedAccuracy().mean()).isGreaterThan(0.95);
    assertThat(best.verdict()).isEqualTo(Verdict.TELLS_APART);
    assertThat(best.p()).isEqualTo(0.05, within(1e-12));
    assertThat(best.pAdjusted()).isEqualTo(0.05, within(1e-12));
    assertThat(best.control().balancedAccuracy()).isBetween(0.2, 0.65);
    assertThat(best.control().shuffles()).isEqualTo(19);
  }

  @Test
  void of_rowsThatDifferInNormOnly_areToldApartByThePerceptronAlone() {
    List<ModelGroup> groups =
        groups(1, Shape.of(30, 8), Map.of("wider", RowClassificationTest::wider), 4, 4);
    RowClassification answer =
        RowClassification.of(groups, Settings.defaults().with("shuffles", 2));
    assertThat(accuracy(answer, "wider", Classifier.LOGISTIC)).isLessThan(0.65);
    assertThat(accuracy(answer, "wider", Classifier.MLP)).isGreaterThan(0.9);
    assertThat(answer.parameter("wider").best().classifier()).isEqualTo(Classifier.MLP);
  }

  @Test
  void of_threeGroups_chanceIsAThird() {
    List<ModelGroup> groups =
        groups(
            2,
            Shape.of(20, 6),
            Map.of("shifted", RowClassificationTest::shifted, "same", RowClassificationTest::same),
            4,
            4,
            3);
    RowClassification answer = RowClassification.of(groups, LOGISTIC.with("shuffles", 19));
    assertThat(answer.tellApart()).containsExactly("shifted");
    assertThat(accuracy(answer, "same", Classifier.LOGISTIC)).isBetween(0.15, 0.5);
    assertThat(answer.parameter("shifted").best().folds()).hasSize(4);
    assertThat(answer.parameter("shifted").best().folds().getLast().heldOut()).hasSize(3);
  }

  @Test
  void of_labelsThatMeanNothing_pIsSmallAsOftenAsItSays() {
    int small = 0;
    int seeds = 40;
    for (int seed = 0; seed < seeds; seed++) {
      List<ModelGroup> groups =
          groups(
              100 + seed, Shape.of(6, 3), Map.of("w", RowClassificationTest::idiosyncratic), 4, 4);
      RowClassification answer = RowClassification.of(groups, LOGISTIC.with("shuffles", 9));
      if (answer.parameter("w").best().p() <= 0.2) small++;
    }
    // Binomial with 40 tries at .2: 8 expected, 17 or more once in a thousand.
    assertThat(small).isBetween(1, 17);
  }

  @Test
  void of_twoAgainstTwoRuns_cannotTell() {
    List<ModelGroup> groups =
        groups(3, Shape.of(20, 6), Map.of("w", RowClassificationTest::shifted), 2, 2);
    RowClassification answer = RowClassification.of(groups, LOGISTIC);
    assertThat(answer.labellings()).isEqualTo(3);
    assertThat(answer.exact()).isTrue();
    assertThat(answer.smallestP()).isEqualTo(1 / 3.0, within(1e-15));
    assertThat(answer.parameter("w").best().verdict()).isEqualTo(Verdict.TOO_FEW_RUNS);
    assertThat(answer.tellApart()).containsExactly("w");
  }

  @Test
  void of_groupOfOneRun_isRefused() {
    List<ModelGroup> groups =
        groups(3, Shape.of(4, 2), Map.of("w", RowClassificationTest::same), 3, 1);
    assertThatThrownBy(() -> RowClassification.of(groups, LOGISTIC))
        .isInstanceOf(GroupException.class)
        .hasMessageStartingWith("group 'g1' has 1 run; the row classifier needs 2 or more");
  }

  @Test
  void of_vectorsAndScalars_areRowsOfWidthOne() {
    for (Shape shape : List.of(Shape.of(15), Shape.of())) {
      List<ModelGroup> groups = groups(4, shape, Map.of("b", RowClassificationTest::shifted), 4, 4);
      ParameterRows rows =
          RowClassification.of(groups, Settings.defaults().with("shuffles", 4)).parameter("b");
      assertThat(rows.width()).isOne();
      assertThat(rows.rowsPerRun()).isEqualTo(shape.count());
      assertThat(rows.best().accuracy().mean()).isGreaterThan(0.6);
    }
  }

  @Test
  void of_moreRowsThanTheLimit_areSampledAndTheResultSaysSo() {
    List<ModelGroup> groups =
        groups(5, Shape.of(50, 4), Map.of("w", RowClassificationTest::shifted), 3, 3);
    ParameterRows sampled =
        RowClassification.of(groups, LOGISTIC.with("maxRows", 60)).parameter("w");
    assertThat(sampled.sampled()).isTrue();
    assertThat(sampled.rowsUsed()).isEqualTo(10);
    assertThat(sampled.rowsPerRun()).isEqualTo(50);
    assertThat(
            RowClassification.of(groups, LOGISTIC.with("maxValues", 480)).parameter("w").rowsUsed())
        .isEqualTo(20);
    assertThat(RowClassification.of(groups, LOGISTIC).parameter("w").sampled()).isFalse();
    ParameterRows tooWide =
        RowClassification.of(groups, LOGISTIC.with("maxValues", 23)).parameter("w");
    assertThat(tooWide.classifiers()).isEmpty();
    assertThat(tooWide.rowsUsed()).isZero();
  }

  @Test
  void of_rowsThatAreNotFinite_areLeftOutAndCounted() {
    Map<String, Law> layers =
        Map.of(
            "holes",
            (group, rows, width, random) -> {
              double[] values = shifted(group, rows, width, random);
              values[0] = Double.NaN;
              values[width] = Double.POSITIVE_INFINITY;
              return values;
            },
            "lost",
            (group, rows, width, random) -> {
              double[] values = new double[rows * width];
              Arrays.fill(values, group == 0 ? 1 : Double.NaN);
              return values;
            });
    RowClassification answer =
        RowClassification.of(groups(6, Shape.of(12, 3), layers, 3, 3), LOGISTIC);
    assertThat(answer.parameter("holes").rowsNotFinite()).isEqualTo(12);
    assertThat(answer.parameter("holes").classifiers()).hasSize(1);
    assertThat(answer.parameter("lost").rowsNotFinite()).isEqualTo(36);
    assertThat(answer.parameter("lost").classifiers()).isEmpty();
    assertThat(answer.parameters().getLast().name()).isEqualTo("lost");
  }

  @Test
  void of_onOneThread_equalsOnAll() throws Exception {
    List<ModelGroup> groups =
        groups(
            7,
            Shape.of(10, 5),
            Map.of("a", RowClassificationTest::same, "b", RowClassificationTest::wider),
            3,
            4);
    Settings settings = Settings.defaults().with("shuffles", 5);
    RowClassification onAll = RowClassification.of(groups, settings);
    try (ForkJoinPool one = new ForkJoinPool(1)) {
      assertThat(one.submit(() -> RowClassification.of(groups, settings)).get()).isEqualTo(onAll);
    }
  }

  @Test
  void folds_holdOutEveryRunAndOneOfEachGroupAtATime() {
    assertThat(Folds.of(new int[] {0, 0, 0, 1, 1, 1}, 2, 10))
        .containsExactly(new int[] {0, 3}, new int[] {1, 4}, new int[] {2, 5});
    // The smaller group's runs are held out more than once.
    assertThat(Folds.of(new int[] {0, 1, 0, 1, 1}, 2, 10))
        .containsExactly(new int[] {0, 1}, new int[] {2, 3}, new int[] {0, 4});
    // More runs than folds: several at a time.
    assertThat(Folds.of(new int[] {0, 0, 0, 0, 1, 1, 1}, 2, 2))
        .containsExactly(new int[] {0, 2, 4, 6}, new int[] {1, 3, 5});
  }
}
