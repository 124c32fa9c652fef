package dev.sonde.analysis.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TsneTest {
  private final Golden golden = new Golden("projection/golden.txt");
  private final Points points = new Golden("clusters/golden.txt").points();
  private final Workers workers = Workers.of(2);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void batchFourier_allRadices_isThePlainTransformInEveryLane() {
    Random random = new Random(1);
    for (int length : new int[] {2, 3, 4, 5, 60, 64, 80, 96, 640}) {
      BatchFourier.Work work = new BatchFourier.Work(length);
      double[][] re = new double[16][length];
      double[][] im = new double[16][length];
      for (int i = 0; i < length * 16; i++) {
        work.re[i] = (float) random.nextGaussian();
        work.im[i] = (float) random.nextGaussian();
        re[i % 16][i / 16] = work.re[i];
        im[i % 16][i / 16] = work.im[i];
      }
      float[] before = work.re.clone();
      BatchFourier fourier = new BatchFourier(length);
      fourier.forward(work);
      for (int lane = 0; lane < 16; lane++) {
        new PlainFourier(length).forward(re[lane], im[lane], 0, 1);
        for (int k = 0; k < length; k++) {
          assertThat((double) work.re[k * 16 + lane]).isEqualTo(re[lane][k], within(2e-4));
          assertThat((double) work.im[k * 16 + lane]).isEqualTo(im[lane][k], within(2e-4));
        }
      }
      fourier.inverse(work);
      for (int i = 0; i < before.length; i++) {
        assertThat(work.re[i] / length).isEqualTo(before[i], within(1e-5f));
      }
    }
  }

  /** All pairs in double. */
  private static double plainForces(float[] x, float[] y, int n, double[] fx, double[] fy) {
    double z = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i != j) {
          double dx = x[i] - x[j];
          double dy = y[i] - y[j];
          double near = 1 / (1 + dx * dx + dy * dy);
          z += near;
          fx[i] += near * near * dx;
          fy[i] += near * near * dy;
        }
      }
    }
    return z;
  }

  @Test
  void repulsion_exactAndOnTheGrid_agreeWithAllPairsInDouble() {
    int n = 1003;
    for (double spread : new double[] {1, 5, 30}) {
      Random random = new Random(2);
      float[] x = new float[1008];
      float[] y = new float[1008];
      for (int i = 0; i < n; i++) {
        x[i] = (float) (spread * random.nextGaussian() + 100);
        y[i] = (float) (spread / 2 * random.nextGaussian());
      }
      double[] fx = new double[n];
      double[] fy = new double[n];
      double z = plainForces(x, y, n, fx, fy);
      assertForces(new ExactRepulsion(n, workers), x, y, fx, fy, z, 1e-5);
      var grid = new GridRepulsion(n, workers, GridSize.SMALLEST);
      assertForces(grid, x, y, fx, fy, z, .025);
    }
  }

  private static void assertForces(
      Repulsion repulsion, float[] x, float[] y, double[] fx, double[] fy, double z, double off) {
    float[] gx = new float[fx.length];
    float[] gy = new float[fx.length];
    assertThat(repulsion.forces(x, y, gx, gy) / z).isEqualTo(1, within(off / 10));
    double wrong = 0;
    double whole = 0;
    for (int i = 0; i < fx.length; i++) {
      wrong += Math.pow(fx[i] - gx[i], 2) + Math.pow(fy[i] - gy[i], 2);
      whole += fx[i] * fx[i] + fy[i] * fy[i];
    }
    assertThat(Math.sqrt(wrong / whole)).isLessThan(off);
  }

  @Test
  void affinities_haveThePerplexityAndSumToOne() {
    Affinities p = Affinities.of(points, 30, workers);
    assertThat(p.total()).isEqualTo(1, within(1e-5));
    double[] row = new double[600];
    for (int g = 0; g < p.groups(); g++) {
      for (int e = p.start(g); e < p.start(g + 1); e++) {
        int at = g * 16 + (e - p.start(g)) % 16;
        if (!p.isFiller(at)) {
          row[p.rows()[at]] += p.values()[e];
        } else {
          assertThat(p.values()[e]).isZero();
        }
      }
    }
    // Σ_j p_ij = (1 + what i gets from others)/2n: at least 1/2n.
    for (double sum : row) {
      assertThat(sum).isGreaterThan(.5 / 600 - 1e-7);
    }
  }

  @Test
  void tsne_isAsGoodAsScikitLearnsExactOne() {
    Tsne ours = Tsne.of(points, Tsne.Settings.defaults(), workers);
    assertThat(ours.iterations()).isEqualTo(750);
    assertThat(ours.kl()).isLessThan(1.01 * golden.numbers("tsne_kl")[0]);
    Quality quality = Quality.of(points, ours.coordinates(), workers);
    assertThat(quality.trustworthiness())
        .isGreaterThan(golden.numbers("tsne_trustworthiness")[0] - .005);
  }

  @Test
  void tsne_onTheGrid_isAsGoodAsTheExactOne() {
    Tsne.Settings settings = Tsne.Settings.defaults().withIterations(500);
    Tsne exact = Tsne.of(points, settings, workers);
    Tsne grid = Tsne.of(points, settings.withExactBelow(0), workers);
    assertThat(grid.kl()).isEqualTo(exact.kl(), within(.02 * exact.kl()));
  }

  @Test
  void tsne_oneThreadOrPaused_sameBits() {
    for (int exactBelow : new int[] {0, 4000}) {
      Tsne.Settings settings =
          Tsne.Settings.defaults().withIterations(300).withExactBelow(exactBelow);
      float[] two = Tsne.of(points, settings, workers).coordinates().values();
      try (Workers one = Workers.of(1)) {
        assertThat(Tsne.of(points, settings, one).coordinates().values()).isEqualTo(two);
      }
      TsneRun first = Tsne.start(points, settings, workers);
      first.advance(270);
      TsneRun second = Tsne.resume(points, first.state(), settings, workers);
      assertThat(second.iteration()).isEqualTo(270);
      assertThat(second.finish(p -> {}).coordinates().values()).isEqualTo(two);
    }
  }

  @Test
  void tsne_oneDimension_separatesTheClusters() {
    Tsne.Settings settings =
        Tsne.Settings.defaults().withDimensions(1).withStart(Tsne.Start.RANDOM, 3);
    Tsne line = Tsne.of(points, settings, workers);
    assertThat(line.coordinates().dimensions()).isEqualTo(1);
    int[] labels = new Golden("clusters/golden.txt").ints("labels");
    assertThat(Quality.neighbourhoodHit(line.coordinates(), labels, workers)).isGreaterThan(.8);
  }

  @Test
  void progress_comesEveryFiftyIterationsAndFalls() {
    List<Tsne.Progress> seen = new ArrayList<>();
    Tsne.of(points, Tsne.Settings.defaults().withIterations(360), workers, seen::add);
    assertThat(seen).extracting(Tsne.Progress::iteration).startsWith(50, 100).endsWith(350, 360);
    assertThat(seen.getLast().kl()).isLessThan(seen.getFirst().kl());
  }

  @Test
  void tsne_perplexityTooLarge_isRefused() {
    assertThatThrownBy(
            () -> Tsne.of(points.select(new int[] {0, 1, 2}), Tsne.Settings.defaults(), workers))
        .hasMessageContaining("perplexity 30.0 needs 1 ≤ perplexity ≤ 2");
  }

  @Test
  void tsne_stoppingRule_endsAtTheSameIterationPausedOrNot() {
    Tsne.Settings settings =
        Tsne.Settings.defaults().withIterations(2000).withTolerance(1e-3).withLearningRate(300);
    Tsne whole = Tsne.of(points, settings, workers);
    assertThat(whole.iterations()).isBetween(300, 1950);
    assertThat(whole.iterations() % 50).isZero();
    TsneRun run = Tsne.start(points, settings, workers);
    while (!run.ended()) {
      run.advance(70);
      run = Tsne.resume(points, run.state(), settings, workers);
      if (run.iteration() >= whole.iterations()) {
        break;
      }
    }
    assertThat(run.result().coordinates().values()).isEqualTo(whole.coordinates().values());
  }

  @Test
  void tsne_fromGivenPlaces_staysNearThemAndInOneDimensionTakesTheFirst() {
    Points begin = Tsne.of(points, Tsne.Settings.defaults(), workers).coordinates();
    Tsne.Settings calm = Tsne.Settings.defaults().withExaggerated(0, 12).withIterations(100);
    Tsne again = Tsne.startAt(points, begin, calm, workers).finish(p -> {});
    assertThat(Procrustes.of(again.coordinates(), begin, false).disparity()).isLessThan(.02);
    Tsne line = Tsne.startAt(points, begin, calm.withDimensions(1), workers).finish(p -> {});
    float[] first = new float[points.count()];
    for (int i = 0; i < first.length; i++) {
      first[i] = begin.at(i, 0);
    }
    Points alone = Points.of(first, first.length, 1);
    Tsne same = Tsne.startAt(points, alone, calm.withDimensions(1), workers).finish(p -> {});
    assertThat(line.coordinates().values()).isEqualTo(same.coordinates().values());
  }

  /** Points of one dimension in the first of {@code dimensions}; the others nearly nothing. */
  private static Points line(int n, int dimensions, int seed) {
    Random random = new Random(seed);
    float[] values = new float[n * dimensions];
    for (int i = 0; i < n; i++) {
      values[i * dimensions] = random.nextFloat();
      for (int k = 1; k < dimensions; k++) {
        values[i * dimensions + k] = 1e-6f * random.nextFloat();
      }
    }
    return Points.of(values, n, dimensions);
  }

  @Test
  void pointsOnALine_fromComponents_leaveTheLineAndEndWhereRandomStartsDo() {
    for (int dimensions : new int[] {1, 3}) {
      for (int seed = 0; seed < 4; seed++) {
        Points line = line(50, dimensions, seed);
        Tsne ours = Tsne.of(line, Tsne.Settings.defaults(), workers);
        var random = Tsne.Settings.defaults().withStart(Tsne.Start.RANDOM, 7);
        double best = Tsne.of(line, random, workers).kl();
        double across = 0;
        for (int i = 0; i < 50; i++) across += Math.abs(ours.coordinates().at(i, 1));
        assertThat(across / 50).isGreaterThan(.1);
        assertThat(ours.kl()).isLessThan(1.1 * best).isLessThan(.03);
      }
    }
  }

  @Test
  void fewPoints_areNotThrownPastEachOther() {
    Random random = new Random(3);
    float[] values = new float[40 * 20];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    Points few = Points.of(values, 40, 20);
    var settings = Tsne.Settings.defaults().withPerplexity(13);
    double usual = Tsne.of(few, settings, workers).kl();
    double patient = Tsne.of(few, settings.withLearningRate(10).withIterations(3000), workers).kl();
    assertThat(usual).isLessThan(1.1 * patient);
  }
}
