package dev.sonde.analysis.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private final Golden golden = new Golden("projection/golden.txt");
  private final Golden vectors = new Golden("clusters/golden.txt");
  private final Points points = vectors.points();
  private final Workers workers = Workers.of(2);

  @AfterEach
  void close() {
    workers.close();
  }

  private Points flat() {
    double[] values = golden.numbers("flat");
    double[][] rows = new double[600][];
    Arrays.setAll(rows, i -> new double[] {values[2 * i], values[2 * i + 1]});
    return Points.of(rows);
  }

  @Test
  void pca_bothWays_isScikitLearns() {
    for (Pca.Settings settings : List.of(Pca.Settings.of(3), Pca.Settings.of(3).randomised())) {
      Pca pca = Pca.of(points, settings, workers);
      for (int c = 0; c < 3; c++) {
        assertThat(pca.variance(c))
            .isEqualTo(golden.numbers("pca_variances")[c], within(1e-4 * pca.variance(c)));
        assertThat(pca.share(c)).isEqualTo(golden.numbers("pca_shares")[c], within(1e-5));
        double along = 0;
        for (int k = 0; k < 6; k++) {
          along += pca.component(c)[k] * golden.numbers("pca_components")[6 * c + k];
        }
        assertThat(Math.abs(along)).isEqualTo(1, within(1e-6));
      }
      Points scores = pca.project(points, workers);
      for (int i = 0; i < 600; i++) {
        assertThat(Math.abs(scores.at(i, 0))).isEqualTo(Math.abs(flat().at(i, 0)), within(2e-3f));
      }
    }
  }

  @Test
  void quality_isScikitLearns() {
    Quality quality = Quality.of(points, flat(), vectors.ints("labels"), 12, workers);
    assertThat(quality.trustworthiness())
        .isEqualTo(golden.numbers("trustworthiness")[0], within(1e-6));
    // Rounded to three digits, the flat points have a few equal distances.
    assertThat(quality.continuity()).isEqualTo(golden.numbers("continuity")[0], within(1e-5));
    assertThat(quality.hitBefore()).isEqualTo(golden.numbers("hits")[0], within(1e-9));
    assertThat(quality.hitAfter()).isEqualTo(golden.numbers("hits")[1], within(1e-3));
  }

  @Test
  void quality_judgedBySome_isThatOfThese() {
    int[] labels = vectors.ints("labels");
    Quality all = Quality.of(points, flat(), labels, 12, workers);
    Quality some = Quality.of(points, flat(), labels, 12, 200, workers);
    assertThat(all.points()).isEqualTo(600);
    assertThat(some.points()).isEqualTo(200);
    assertThat(some.trustworthiness()).isEqualTo(all.trustworthiness(), within(.02));
    assertThat(some.trustworthiness()).isNotEqualTo(all.trustworthiness());
    assertThat(Quality.of(points, flat(), labels, 12, 9999, workers)).isEqualTo(all);
  }

  @Test
  void quality_ofThePointsThemselves_isPerfect() {
    Quality quality = Quality.of(points, points, workers);
    assertThat(quality.trustworthiness()).isEqualTo(1);
    assertThat(quality.continuity()).isEqualTo(1);
    assertThat(quality.hitAfter()).isNull();
  }

  @Test
  void procrustes_undoesAShiftARotationAndAScaling() {
    double angle = .7;
    float[] turned = new float[1200];
    Points target = flat();
    for (int i = 0; i < 600; i++) {
      double x = target.at(i, 0);
      double y = target.at(i, 1);
      turned[2 * i] = (float) (3 * (Math.cos(angle) * x - Math.sin(angle) * y) + 5);
      turned[2 * i + 1] = (float) (-3 * (Math.sin(angle) * x + Math.cos(angle) * y) - 2);
    }
    Procrustes fit = Procrustes.of(Points.of(turned, 600, 2), target, true);
    assertThat(fit.scale()).isEqualTo(1 / 3.0, within(1e-6));
    assertThat(fit.disparity()).isLessThan(1e-9);
    for (int i = 0; i < 600; i++) {
      assertThat(fit.aligned().squaredDistance(i, target, i)).isLessThan(1e-8);
    }
  }

  @Test
  void procrustes_disparity_isScipys() {
    double[][] a = new double[60][];
    double[][] b = new double[60][];
    for (int i = 0; i < 60; i++) {
      a[i] = new double[] {points.at(i, 0), points.at(i, 1)};
      b[i] = new double[] {points.at(i, 2), points.at(i, 3)};
    }
    assertThat(Procrustes.of(Points.of(a), Points.of(b), true).disparity())
        .isEqualTo(golden.numbers("procrustes")[0], within(1e-6));
  }

  private double[][] distances(int n) {
    double[][] distances = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        distances[i][j] = Math.sqrt(points.squaredDistance(i, points, j));
      }
    }
    return distances;
  }

  @Test
  void smacof_reachesScikitLearnsStress() {
    var settings = new Smacof.Settings(8, 1000, 1e-9, 0);
    Smacof ours = Smacof.of(distances(60), settings, workers);
    assertThat(ours.stress()).isLessThan(1.01 * golden.numbers("mds_stress")[0]);
    try (Workers one = Workers.of(1)) {
      assertThat(Smacof.of(distances(60), settings, one).coordinates().values())
          .isEqualTo(ours.coordinates().values());
    }
  }

  @Test
  void smacof_unevenDistances_namesThem() {
    assertThatThrownBy(
            () -> Smacof.of(new double[][] {{0, 1}, {2, 0}}, Smacof.Settings.defaults(), workers))
        .hasMessageContaining("distance (1, 0) is 2.0 and (0, 1) is 1.0");
  }

  @Test
  void shepard_isScipys() {
    Shepard shepard = Shepard.of(points, flat(), 40, 600);
    assertThat(shepard.spearman()).isEqualTo(golden.numbers("shepard_spearman")[0], within(1e-6));
    double[] farthest = golden.numbers("shepard_farthest");
    assertThat(shepard.farthestBefore()).isEqualTo(farthest[0], within(1e-5));
    assertThat(shepard.farthestAfter()).isEqualTo(farthest[1], within(1e-5));
    long pairs = 0;
    for (int a = 0; a < 40; a++) for (int b = 0; b < 40; b++) pairs += shepard.count(a, b);
    assertThat(pairs).isEqualTo(600 * 599 / 2);
  }

  @Test
  void stability_isScipys() {
    Points turned = mapped(points, (row, c) -> row[5 - c]);
    Points halved = mapped(points, (row, c) -> row[5 - c] / 2);
    Points round = mapped(flat(), (row, c) -> -row[c]);
    Points squeezed = mapped(flat(), (row, c) -> c == 0 ? -row[c] / 4 : -row[c]);
    Stability found =
        Stability.of(List.of(points, turned, halved), List.of(flat(), round, squeezed));
    double[] expected = golden.numbers("stability");
    assertThat(found.pearson()).isEqualTo(expected[0], within(1e-6));
    assertThat(found.spearman()).isEqualTo(expected[1], within(1e-5));
    assertThat(found.stress()).isEqualTo(expected[2], within(1e-6));
  }

  private static Points mapped(Points from, ToDoubleBiFunction<double[], Integer> value) {
    double[][] rows = new double[from.count()][from.dimensions()];
    for (int i = 0; i < rows.length; i++) {
      double[] row = new double[from.dimensions()];
      for (int c = 0; c < row.length; c++) row[c] = from.at(i, c);
      for (int c = 0; c < row.length; c++) rows[i][c] = value.applyAsDouble(row, c);
    }
    return Points.of(rows);
  }

  @Test
  void stability_ofAScaledCopy_isPerfect() {
    Points a = Points.of(new double[][] {{0, 0}, {1, 0}, {2, 5}});
    Points b = Points.of(new double[][] {{1, 0}, {1, 3}, {2, 7}});
    Points twiceA = Points.of(new double[][] {{0, 0}, {2, 0}, {4, 10}});
    Points twiceB = Points.of(new double[][] {{2, 0}, {2, 6}, {4, 14}});
    Stability same = Stability.of(List.of(a, b), List.of(twiceA, twiceB));
    assertThat(same.pearson()).isEqualTo(1, within(1e-12));
    assertThat(same.spearman()).isEqualTo(1, within(1e-12));
    assertThat(same.stress()).isZero();
    Stability still = Stability.of(List.of(a, b), List.of(a, a));
    assertThat(still.pearson()).isZero();
    assertThat(still.stress()).isEqualTo(1);
  }

  @Test
  void correlation_leavesOutConstantNeuronsAndIgnoresTheSign() {
    Correlation c =
        Correlation.of(
            Points.of(new double[][] {{1, 7, -2, 1}, {2, 7, -4, 0}, {3, 7, -6, 1}}), workers);
    assertThat(c.kept()).containsExactly(0, 2, 3);
    assertThat(c.constant()).isEqualTo(1);
    assertThat(c.distances()[0][1]).isEqualTo(0, within(1e-6));
    assertThat(c.distances()[0][2]).isEqualTo(1, within(1e-6));
  }
}
