package dev.sonde.analysis.similarity;

import static dev.sonde.analysis.similarity.SimilarityMeasure.LINEAR_CKA;
import static dev.sonde.analysis.similarity.SimilarityMeasure.PROCRUSTES;
import static dev.sonde.analysis.similarity.SimilarityMeasure.PWCCA;
import static dev.sonde.analysis.similarity.SimilarityMeasure.RBF_CKA;
import static dev.sonde.analysis.similarity.SimilarityMeasure.SVCCA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.trees.MadeActivations;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimilarityTest {
  private final Workers workers = Workers.of(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private static Points part(int inputs, int from, int to) {
    Points all = MadeActivations.points();
    double[][] rows = new double[inputs][to - from];
    for (int i = 0; i < inputs; i++) {
      for (int k = from; k < to; k++) rows[i][k - from] = all.at(i, k);
    }
    return Points.of(rows);
  }

  private double of(SimilarityMeasure measure, Points left, Points right, double variance) {
    return of(measure, left, right, new Similarity.Settings(variance, 1));
  }

  private double of(
      SimilarityMeasure measure, Points left, Points right, Similarity.Settings settings) {
    return Similarity.of(List.of(measure), List.of(left, right), settings, workers)
        .getFirst()
        .values()
        .get(0)
        .get(1);
  }

  @ParameterizedTest
  @CsvSource({
    "linear-cka, LINEAR_CKA, .99, 1",
    "rbf-cka, RBF_CKA, .99, 1",
    "rbf-cka-half, RBF_CKA, .99, .5",
    "svcca, SVCCA, .99, 1",
    "svcca-80, SVCCA, .8, 1",
    "svcca-all, SVCCA, 1, 1",
    "pwcca, PWCCA, .99, 1",
    "pwcca-80, PWCCA, .8, 1",
    "procrustes, PROCRUSTES, .99, 1"
  })
  void values_areNumpys(String name, SimilarityMeasure measure, double variance, double bandwidth) {
    double[] golden = new Golden("similarity/golden.txt").numbers(name);
    var settings = new Similarity.Settings(variance, bandwidth);
    List<List<Points>> pairs =
        List.of(
            List.of(part(300, 0, 25), part(300, 25, 40)),
            List.of(part(300, 0, 10), part(300, 10, 40)),
            List.of(part(20, 0, 25), part(20, 5, 40)));
    // The last pair's subspaces meet: canonical vectors of correlation 1 may be turned, weights
    // with.
    boolean unique = !name.equals("pwcca");
    for (int p = 0; p < (unique ? golden.length : 2); p++) {
      assertThat(of(measure, pairs.get(p).getFirst(), pairs.get(p).getLast(), settings))
          .as("pair %d", p)
          .isEqualTo(golden[p], within(1e-5));
    }
  }

  @Test
  void pwcca_isWeightedByTheRow() {
    double[] golden = new Golden("similarity/golden.txt").numbers("pwcca-back");
    assertThat(of(PWCCA, part(300, 25, 40), part(300, 0, 25), .99))
        .isEqualTo(golden[0], within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(SimilarityMeasure.class)
  void representation_isOneWithItself_andWithItsCopy(SimilarityMeasure measure) {
    Points a = part(200, 3, 20);
    Similarity found =
        Similarity.of(
                List.of(measure),
                List.of(a, part(200, 3, 20)),
                Similarity.Settings.defaults(),
                workers)
            .getFirst();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        assertThat(found.values().get(i).get(j)).isEqualTo(1, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SimilarityMeasure.class)
  void rotationScaleAndShift_doNotCount(SimilarityMeasure measure) {
    Points a = part(200, 0, 12);
    Points b = part(200, 12, 24);
    Points turned = mapped(b, rotation(12), 5, 3);
    double expected = of(measure, a, b, .95);
    assertThat(of(measure, a, turned, .95)).isEqualTo(expected, within(1e-5));
    assertThat(of(measure, b, turned, .95)).isEqualTo(1, within(1e-5));
  }

  /** CCA of all directions sees through every invertible map; CKA and Procrustes do not. */
  @Test
  void invertibleMaps_doNotCountForCanonicalCorrelationsOfAllDirections() {
    Points a = part(200, 0, 12);
    Points b = part(200, 12, 24);
    double[][] map = rotation(12);
    for (int k = 0; k < 12; k++) map[k][k] += 2 * k;
    Points other = mapped(b, map, 1, 0);
    for (SimilarityMeasure measure : List.of(SVCCA, PWCCA)) {
      assertThat(of(measure, a, other, 1)).isEqualTo(of(measure, a, b, 1), within(1e-5));
      assertThat(of(measure, b, other, 1)).isEqualTo(1, within(1e-5));
    }
    for (SimilarityMeasure measure : List.of(LINEAR_CKA, RBF_CKA, PROCRUSTES)) {
      assertThat(of(measure, b, other, 1)).isLessThan(.95);
    }
  }

  /**
   * X = (−1, 0, 1), Z = (0, −2, 2): r = 2/√2·8 = ½. One unit each: linear CKA is r², the canonical
   * correlation and the cosine of Procrustes are |r|.
   */
  @Test
  void singleUnits_areTheirCorrelation() {
    Points x = Points.of(new double[][] {{4}, {5}, {6}});
    Points z = Points.of(new double[][] {{0}, {2}, {-2}});
    assertThat(of(LINEAR_CKA, x, z, .99)).isEqualTo(.25, within(1e-6));
    for (SimilarityMeasure measure : List.of(SVCCA, PWCCA, PROCRUSTES)) {
      assertThat(of(measure, x, z, .99)).isEqualTo(.5, within(1e-6));
    }
  }

  /** Distances 1, 1, 2, median 1: K = 1, e^−½, e^−2, of both; the same neighbours, CKA 1. */
  @Test
  void rbfCka_seesDistancesOnly() {
    Points x = Points.of(new double[][] {{4, 0}, {5, 0}, {6, 0}});
    Points y = Points.of(new double[][] {{0, 7}, {0, 0}, {0, -7}});
    assertThat(of(RBF_CKA, x, y, 1)).isEqualTo(1, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(SimilarityMeasure.class)
  void whatDoesNotDependOnTheInput_isLikeNothing(SimilarityMeasure measure) {
    assertThat(of(measure, part(10, 0, 5), Points.of(new double[10][3]), .99)).isNaN();
  }

  private static Points mapped(Points points, double[][] map, double scale, double shift) {
    double[][] rows = new double[points.count()][map.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < map.length; k++) {
        double sum = shift * k;
        for (int j = 0; j < map.length; j++) sum += scale * points.at(i, j) * map[j][k];
        rows[i][k] = sum;
      }
    }
    return Points.of(rows);
  }

  /** By Gram and Schmidt. */
  private static double[][] rotation(int d) {
    Random random = new Random(4);
    double[][] rows = new double[d][d];
    for (int a = 0; a < d; a++) {
      for (int k = 0; k < d; k++) rows[a][k] = random.nextGaussian();
      for (int b = 0; b < a; b++) {
        double dot = 0;
        for (int k = 0; k < d; k++) dot += rows[a][k] * rows[b][k];
        for (int k = 0; k < d; k++) rows[a][k] -= dot * rows[b][k];
      }
      double squares = 0;
      for (double v : rows[a]) squares += v * v;
      double norm = Math.sqrt(squares);
      DoubleUnaryOperator unit = v -> v / norm;
      for (int k = 0; k < d; k++) rows[a][k] = unit.applyAsDouble(rows[a][k]);
    }
    return rows;
  }
}
