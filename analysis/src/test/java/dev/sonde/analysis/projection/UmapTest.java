package dev.sonde.analysis.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.Golden;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UmapTest {
  private final Golden clusters = new Golden("clusters/golden.txt");
  private final Points points = clusters.points();
  private final Workers workers = Workers.of(2);

  @AfterEach
  void close() {
    workers.close();
  }

  /** What umap-learn's fit gives for its defaults. */
  @Test
  void curve_isUmapLearns() {
    UmapCurve curve = UmapCurve.of(.1, 1);
    assertThat(curve.a()).isEqualTo(1.5769434603113077, within(1e-4));
    assertThat(curve.b()).isEqualTo(0.8950608779109733, within(1e-4));
  }

  /** Three points on a line at 0, 1, 3, two neighbours each: σ from Σ exp(−(d−ρ)/σ) = log₂ 3. */
  @Test
  void fuzzyGraph_byHand() {
    Points line = Points.of(new double[][] {{0}, {1}, {3}});
    FuzzyGraph graph = FuzzyGraph.of(NearestNeighbours.of(line, 2, workers), workers);
    double rest = Math.log(3) / Math.log(2) - 1;
    // The nearest counts 1 and the other log₂ 3 − 1, from each end: a + b − ab.
    assertThat(graph.edges()).isEqualTo(6);
    assertThat(graph.column(0)).isEqualTo(1);
    assertThat(graph.weight(0)).isEqualTo(1);
    assertThat(graph.column(1)).isEqualTo(2);
    assertThat(graph.weight(1)).isEqualTo((float) (2 * rest - rest * rest), within(1e-4f));
    assertThat(graph.weight(graph.start(1) + 1)).isEqualTo(1, within(1e-6f));
  }

  @Test
  void umap_separatesTheClusters_sameBitsOnOneThread() {
    Umap flat = Umap.of(points, Umap.Settings.defaults(), workers);
    assertThat(flat.epochs()).isEqualTo(500);
    Quality quality = Quality.of(points, flat.coordinates(), clusters.ints("labels"), 12, workers);
    assertThat(quality.hitAfter()).isGreaterThan(Objects.requireNonNull(quality.hitBefore()) - .05);
    assertThat(quality.trustworthiness()).isGreaterThan(.95);
    try (Workers one = Workers.of(1)) {
      assertThat(Umap.of(points, Umap.Settings.defaults(), one))
          .usingRecursiveComparison()
          .isEqualTo(flat);
    }
    Umap other = Umap.of(points, Umap.Settings.defaults().withSeed(1), workers);
    assertThat(other.coordinates().values()).isNotEqualTo(flat.coordinates().values());
  }

  @Test
  void umap_oneDimension_fallingLoss() {
    List<Double> losses = new ArrayList<>();
    Umap line =
        Umap.of(
            points,
            Umap.Settings.defaults().withDimensions(1).withEpochs(300),
            workers,
            p -> losses.add(p.kl()));
    assertThat(line.coordinates().dimensions()).isEqualTo(1);
    assertThat(losses).hasSize(6);
    assertThat(losses.getLast()).isLessThan(losses.getFirst());
    assertThat(Quality.neighbourhoodHit(line.coordinates(), clusters.ints("labels"), workers))
        .isGreaterThan(.8);
  }

  @Test
  void equalPoints_stayFinite() {
    Points equal = Points.of(new double[20][3]);
    Umap flat = Umap.of(equal, Umap.Settings.defaults().withEpochs(20), workers);
    assertThat(flat.coordinates().count()).isEqualTo(20);
  }
}
