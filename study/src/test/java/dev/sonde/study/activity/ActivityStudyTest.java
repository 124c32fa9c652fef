package dev.sonde.study.activity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.figure.table.Table;
import dev.sonde.network.train.Optimiser;
import dev.sonde.study.Studied;
import dev.sonde.study.StudyRun;
import dev.sonde.study.TrialResults;
import dev.sonde.study.activity.SequenceWork.Over;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.run.Query;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ActivityStudyTest {
  private static ActivitySettings tiny() {
    return ActivitySettings.quick()
        .with("data", ImageData.GREY)
        .with("train", 200)
        .with("test", 80)
        .with("units", 16)
        .with("runs", 1)
        .with("epochs", 2)
        .with("inputs", 60)
        .with("looked", 2)
        .with("alignments", List.of(Alignment.INDEPENDENT, Alignment.DYNAMIC, Alignment.JOINT))
        .with("trees", 4)
        .with("perplexity", 5.0)
        .with("iterations", 60);
  }

  private static ActivityResults results(ActivitySettings settings, Path folder) {
    ActivityPlan plan = (ActivityPlan) new ActivityStudy().plan(settings);
    return new ActivityResults(plan, TrialResults.of(folder));
  }

  @Test
  void study_keepsEveryView_andGivesTheSameWhenAskedAgain(@TempDir Path folder) throws IOException {
    Studied.run(new ActivityStudy(), tiny(), folder);
    Gathered gathered = Gathered.of(results(tiny(), folder));
    assertThat(tiny().lookedEpochs()).containsExactly(0, 2);
    assertThat(gathered.picture(1, 2, "fc4@relu").count()).isEqualTo(60);
    assertThat(gathered.sequence(Over.EPOCHS, Alignment.DYNAMIC)).containsOnlyKeys("0", "2");
    assertThat(gathered.sequence(Over.LAYERS, Alignment.JOINT)).hasSize(4);
    assertThat(gathered.predicted(1, 0)).hasSize(60).allMatch(c -> c >= 0 && c < 10);
    assertThat(gathered.quality(1, 2, "fc1@relu", "trustworthiness")).isBetween(.5, 1.0);
    assertThat(gathered.similarity().cka().values().get(0).get(0)).isEqualTo(1);
    var found = gathered.discriminability(2);
    double sum = found.classes().getFirst().importance().stream().mapToDouble(v -> v).sum();
    assertThat(sum).isCloseTo(1, within(1e-9));
    var map = gathered.map(2, "mds");
    assertThat(map.neurons().size() + map.dead()).isEqualTo(16);
    String sql = "SELECT count(*), sum(x) FROM places";
    Table before = Query.of(List.of(folder), sql);
    assertThat(new StudyRun<>(new ActivityStudy(), tiny(), folder).remaining()).isZero();
    byte[] linkedBefore = Files.readAllBytes(folder.resolve("linked.html"));
    Studied.run(new ActivityStudy(), tiny(), folder);
    assertThat(Query.of(List.of(folder), sql)).isEqualTo(before);

    Path report = folder.resolve("report.html");
    assertThat(Files.readString(report))
        .contains("From layer to layer", "From epoch to epoch", "linear CKA", "linked.html")
        .contains(
            "brought together in each way", "bundled within each class", "no spread is known");
    Path linked = folder.resolve("linked.html");
    String page = Files.readString(linked);
    assertThat(page).contains("default-src 'none'", "&quot;name&quot;:&quot;disc&quot;");
    assertThat(page).doesNotContain("src=\"http", "href=\"http");
    assertThat(Files.readAllBytes(linked)).isEqualTo(linkedBefore);
  }

  @Test
  void theQualityInTheTable_isThatOfTheLayerItself(@TempDir Path folder) throws IOException {
    ActivitySettings settings =
        tiny()
            .with("inputs", 40)
            .with("alignments", List.of(Alignment.INDEPENDENT))
            .with("trees", 2)
            .with("epochs", 1);
    Studied.run(new ActivityStudy(), settings, folder);
    ActivityResults study = results(settings, folder);
    Points layer = requireNonNull(study.activity(1).layers().get("fc4@relu"));
    try (var workers = dev.sonde.analysis.kernel.Workers.of(1)) {
      double hit =
          dev.sonde.analysis.projection.Quality.neighbourhoodHit(
              layer, study.shown().labels(), workers);
      assertThat(Gathered.of(study).quality(1, 1, "fc4@relu", "hit_before")).isEqualTo(hit);
    }
  }

  @Test
  void networks_areThoseOfThePaper() {
    var mlp = Architecture.MLP.model(Shape.of(1, 28, 28), 1000, 10);
    assertThat(mlp.description().get("stages"))
        .isEqualTo(
            "connect 1000, relu, drop 0.2, connect 1000, relu, drop 0.3, connect 1000, relu,"
                + " drop 0.4, connect 1000, relu, drop 0.5, connect 10");
    var cnn = Architecture.CNN.model(Shape.of(3, 32, 32), 512, 10);
    assertThat(cnn.description().get("stages"))
        .isEqualTo(
            "convolve 32 3 1, relu, convolve 32 3 1, relu, max-pool 2, drop 0.25,"
                + " convolve 64 3 1, relu, convolve 64 3 1, relu, max-pool 2, drop 0.25,"
                + " connect 4096, relu, drop 0.5, connect 512, relu, connect 10");
    TrainingPlan plan = ActivitySettings.paper().plan(1, "d");
    assertThat(plan.training().optimiser()).isEqualTo(new Optimiser.Sgd(.01, .9, 1e-9, 0));
    assertThat(plan.training().batchSize()).isEqualTo(16);
    assertThat(cnn().plan(1, "d").training())
        .satisfies(t -> assertThat(t.batchSize()).isEqualTo(32))
        .satisfies(t -> assertThat(t.optimiser()).isEqualTo(new Optimiser.Sgd(.01, .9, 1e-6, 0)));
    assertThat(ActivitySettings.paper().lookedEpochs()).containsExactly(0, 20, 40, 60, 80, 100);
  }

  /** An architecture comes with the batch that it was published with. */
  private static ActivitySettings cnn() {
    Map<String, List<String>> given = Map.of("network", List.of("cnn"), "units", List.of("512"));
    return new ActivityStudy().settings("paper", given);
  }

  @Test
  void plans_surviveTheWayThroughATrial() {
    LookPlan plan = tiny().look(1, "d");
    assertThat(LookPlan.of(SimilarityWork.trial(plan))).isEqualTo(plan);
    assertThat(TrainingPlan.of(plan.plan().trial())).isEqualTo(plan.plan());
  }

  @Test
  void settings_refuseWhatMakesNoSense() {
    assertThatThrownBy(() -> tiny().with("inputs", 10)).hasMessageContaining("inputs");
    assertThatThrownBy(() -> new ActivityStudy().plan(tiny().with("perplexity", 40.0)))
        .hasMessageContaining("perplexity");
  }
}
