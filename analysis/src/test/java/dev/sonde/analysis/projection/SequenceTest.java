package dev.sonde.analysis.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection.Method;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequenceTest {
  private final Workers workers = Workers.of(2);

  @AfterEach
  void close() {
    workers.close();
  }

  /** The cost in double, from its formula; P as the affinities have it. */
  private static double cost(List<Affinities> p, double[][] at, int n, double lambda) {
    double cost = 0;
    for (int t = 0; t < at.length; t++) {
      double z = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          z += i == j ? 0 : near(at[t], i, j, n);
        }
      }
      Affinities a = p.get(t);
      for (int e = 0; e < a.start(a.groups()); e++) {
        int group = 0;
        while (a.start(group + 1) <= e) {
          group++;
        }
        int row = a.rows()[group * 16 + (e - a.start(group)) % 16];
        double own = a.values()[e];
        if (own > 0) {
          cost += own * Math.log(own / (near(at[t], row, a.columns()[e], n) / z));
        }
      }
      for (int i = 0; t + 1 < at.length && i < 2 * n; i++) {
        cost += lambda / (2 * n) * Math.pow(at[t][i] - at[t + 1][i], 2);
      }
    }
    return cost;
  }

  private static double near(double[] at, int i, int j, int n) {
    double dx = at[i] - at[j];
    double dy = at[n + i] - at[n + j];
    return 1 / (1 + dx * dx + dy * dy);
  }

  @Test
  void dynamicTsne_gradient_isThatOfFiniteDifferences() {
    int n = 30;
    Random random = new Random(5);
    List<Points> times = new ArrayList<>();
    List<Affinities> p = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      double[][] rows = new double[n][4];
      for (double[] row : rows) {
        for (int k = 0; k < 4; k++) {
          row[k] = random.nextGaussian();
        }
      }
      times.add(Points.of(rows));
      p.add(Affinities.of(times.get(t), 5, workers));
    }
    double lambda = 3;
    var tsne = Tsne.Settings.defaults().withPerplexity(5).withStart(Tsne.Start.RANDOM, 1);
    var run = new DynamicTsne.Run(times, new DynamicTsne.Settings(tsne, lambda), workers);
    double[][] at = new double[3][2 * n];
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < 2 * n; i++) {
        run.layout(t).axis(i / n)[i % n] = (float) (2 * random.nextGaussian());
        at[t][i] = run.layout(t).axis(i / n)[i % n];
      }
    }
    float[][] slopes = run.slopes(1);
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < 2 * n; i += 7) {
        double here = at[t][i];
        at[t][i] = here + 1e-5;
        double above = cost(p, at, n, lambda);
        at[t][i] = here - 1e-5;
        double below = cost(p, at, n, lambda);
        at[t][i] = here;
        assertThat(4.0 * slopes[t][i]).isEqualTo((above - below) / 2e-5, within(2e-6));
      }
    }
    double kls = run.kls().stream().mapToDouble(v -> v).sum();
    assertThat(kls + run.movement()).isEqualTo(cost(p, at, n, lambda), within(1e-4));
  }

  private static List<Points> drifting() {
    Points first = new Golden("clusters/golden.txt").points();
    List<Points> times = new ArrayList<>();
    Random random = new Random(2);
    float[] values = first.values();
    for (int t = 0; t < 3; t++) {
      times.add(Points.of(values, first.count(), first.dimensions()));
      values = values.clone();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (.2 * random.nextGaussian());
      }
    }
    return times;
  }

  private ProjectionSequence of(List<Points> times, Method method, Alignment alignment) {
    var tsne = Tsne.Settings.defaults().withIterations(300).withExaggerated(100, 12);
    var umap = Umap.Settings.defaults().withEpochs(100);
    var projection = Projection.Settings.of(method).withTsne(tsne).withUmap(umap);
    return ProjectionSequence.of(
        times, ProjectionSequence.Settings.of(projection, alignment), workers, p -> {});
  }

  private static double movement(ProjectionSequence sequence) {
    return movement(sequence.times());
  }

  private static double movement(List<Points> times) {
    double moved = 0;
    double extent = 0;
    for (int t = 0; t + 1 < 3; t++) {
      Points a = times.get(t);
      for (int i = 0; i < a.count(); i++) {
        moved += Math.sqrt(a.squaredDistance(i, times.get(t + 1), i));
        extent += Math.hypot(a.at(i, 0), a.at(i, 1));
      }
    }
    return moved / extent;
  }

  @Test
  void everyAlignment_followsASmallDrift() {
    List<Points> times = drifting();
    for (Alignment alignment : Alignment.values()) {
      ProjectionSequence sequence = of(times, Method.TSNE, alignment);
      assertThat(sequence.times()).hasSize(3);
      assertThat(sequence.stability()).isNotNull();
      assertThat(movement(sequence)).as(alignment.name()).isLessThan(.35);
    }
    assertThat(movement(of(times, Method.UMAP, Alignment.CHAINED))).isLessThan(.35);
  }

  @Test
  void dynamicTsne_strongTie_keepsPointsInPlace() {
    var tsne = Tsne.Settings.defaults().withIterations(200).withExaggerated(50, 12);
    var free = new DynamicTsne.Settings(tsne, 0);
    var tied = new DynamicTsne.Settings(tsne, 2);
    DynamicTsne loose = DynamicTsne.of(drifting(), free, workers, p -> {});
    DynamicTsne tight = DynamicTsne.of(drifting(), tied, workers, p -> {});
    assertThat(loose.movement()).isZero();
    assertThat(movement(tight.times())).isLessThan(.6 * movement(loose.times()));
    try (Workers one = Workers.of(1)) {
      assertThat(DynamicTsne.of(drifting(), tied, one, p -> {}).times().get(1).values())
          .isEqualTo(tight.times().get(1).values());
    }
  }

  @Test
  void whatDoesNotGoTogether_isRefused() {
    var pca = Projection.Settings.of(Method.PCA);
    assertThatThrownBy(() -> ProjectionSequence.Settings.of(pca, Alignment.CHAINED))
        .hasMessageContaining("CHAINED needs a method that begins somewhere");
    assertThatThrownBy(() -> ProjectionSequence.Settings.of(pca, Alignment.DYNAMIC))
        .hasMessageContaining("DYNAMIC is t-SNE, not PCA");
    List<Points> uneven =
        List.of(Points.of(new double[][] {{1, 2}, {3, 4}}), Points.of(new double[][] {{1}, {2}}));
    var joint = ProjectionSequence.Settings.of(pca, Alignment.JOINT);
    assertThatThrownBy(() -> ProjectionSequence.of(uneven, joint, workers, p -> {}))
        .hasMessageContaining("same dimensions at every time, not [2, 1]");
  }

  @Test
  void otherDimensions_haveNoStability() {
    List<Points> uneven =
        List.of(
            Points.of(new double[][] {{1, 2}, {3, 4}, {0, 1}}),
            Points.of(new double[][] {{1, 2, 3}, {2, 2, 0}, {1, 1, 1}}));
    assertThat(of(uneven, Method.PCA, Alignment.PROCRUSTES).stability()).isNull();
  }
}
