package dev.sonde.analysis.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Projection.Method;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.checkpoint.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The benchmark {@code cifar10cnn} of dynamic projections: 1000 images, 30 steps of training, 10
 * outputs. The deterministic rows of its table hold to 4 decimals, the others within 0.03 of the
 * neighbourhood hit.
 */
class PublishedSequenceTest {
  private static final int[] STEPS = {0, 10, 29};

  private final Workers workers = Workers.of(2);
  private final List<Points> times = new ArrayList<>();
  private final int[] labels = new int[1000];

  @BeforeEach
  void read() throws IOException {
    Map<String, Integer> names = new TreeMap<>();
    String path = SharedData.path("dynamic-projection/cifar10cnn.zip").toString();
    try (ZipFile zip = new ZipFile(path)) {
      for (int t = 0; t < 30; t++) {
        var entry = Objects.requireNonNull(zip.getEntry("cifar10cnn/cifar10cnn-" + t + ".csv"));
        var text = new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8);
        List<String> lines = new BufferedReader(text).lines().skip(1).toList();
        double[][] rows = new double[labels.length][10];
        for (int i = 0; i < rows.length; i++) {
          String[] words = lines.get(i).split(",", -1);
          String name = words[0].substring(0, words[0].indexOf('-'));
          labels[i] = names.computeIfAbsent(name, k -> names.size());
          for (int k = 0; k < 10; k++) {
            rows[i][k] = Double.parseDouble(words[k + 1]);
          }
        }
        times.add(Points.of(rows));
      }
    }
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private void assertHits(List<Points> pictures, double within, double... hits) {
    for (int s = 0; s < STEPS.length; s++) {
      assertThat(Quality.neighbourhoodHit(pictures.get(STEPS[s]), labels, workers))
          .isEqualTo(hits[s], within(within));
    }
  }

  private ProjectionSequence of(Projection.Settings projection, Alignment alignment) {
    return ProjectionSequence.of(
        times, ProjectionSequence.Settings.of(projection, alignment), workers, p -> {});
  }

  @Test
  void rawPointsAndJointPca_toFourDecimals() {
    assertHits(times, 5e-5 + 1e-9, .2650, .4675, .5867);
    ProjectionSequence pca = of(Projection.Settings.of(Method.PCA), Alignment.JOINT);
    assertHits(pca.times(), 5e-5 + 1e-9, .2303, .3852, .5060);
    Stability stability = Objects.requireNonNull(pca.stability());
    assertThat(stability.pearson()).isEqualTo(.6959, within(5e-5));
    assertThat(stability.spearman()).isEqualTo(.6543, within(5e-5));
    assertThat(stability.stress()).isEqualTo(.3606, within(5e-5));
  }

  @Test
  void tsne_perStepJointAndDynamic() {
    List<Points> alone = new ArrayList<>(times);
    for (int step : STEPS) {
      alone.set(step, Tsne.of(times.get(step), Tsne.Settings.defaults(), workers).coordinates());
    }
    assertHits(alone, .03, .2668, .4653, .5772);
    var tsne = Projection.Settings.of(Method.TSNE);
    var shorter = tsne.withTsne(Tsne.Settings.defaults().withIterations(400));
    ProjectionSequence joint = of(shorter, Alignment.JOINT);
    assertHits(joint.times(), .03, .2547, .4425, .5680);
    assertThat(Objects.requireNonNull(joint.stability()).pearson()).isGreaterThan(.5);
    var short200 = Tsne.Settings.defaults().withIterations(200).withExaggerated(0, 12);
    ProjectionSequence dynamic = of(tsne.withTsne(short200), Alignment.DYNAMIC);
    assertHits(dynamic.times(), .03, .2698, .4575, .5730);
    assertThat(Objects.requireNonNull(dynamic.stability()).pearson()).isEqualTo(.3171, within(.05));
  }

  @Test
  void umap_joint() {
    ProjectionSequence umap = of(Projection.Settings.of(Method.UMAP), Alignment.JOINT);
    assertHits(umap.times(), .03, .2550, .4470, .5720);
    Stability stability = Objects.requireNonNull(umap.stability());
    assertThat(stability.pearson()).isEqualTo(.6828, within(.1));
    assertThat(stability.spearman()).isEqualTo(.7110, within(.05));
    assertThat(stability.stress()).isEqualTo(.3390, within(.05));
  }
}
