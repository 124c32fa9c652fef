package dev.sonde.study.initialisation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.FeedForward;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.Stage;
import dev.sonde.study.Studied;
import dev.sonde.study.StudyRun;
import dev.sonde.study.TrialResults;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.run.Query;
import dev.sonde.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitialisationStudyTest {
  private static InitialisationSettings tiny() {
    return InitialisationSettings.quick()
        .with("data", ImageData.COLOURED)
        .with("train", 128)
        .with("test", 40)
        .with("starts", List.of(InitialWeights.ORTHOGONAL, InitialWeights.ZEROS))
        .with("epochs", 2)
        .with("batch", 32)
        .with("runs", 1)
        .with("shown", 30);
  }

  @Test
  void study_measuresWeightsAndFeatures_andGivesTheSameWhenAskedAgain(@TempDir Path folder)
      throws IOException {
    InitialisationStudy study = new InitialisationStudy();
    Studied.run(study, tiny(), folder);
    InitialisationPlan plan = (InitialisationPlan) study.plan(tiny());
    InitialisationResults results = new InitialisationResults(plan, TrialResults.of(folder));
    Measured orthogonal = Measured.of(results, InitialWeights.ORTHOGONAL, 1);
    // 16 rows of 27 numbers with Σ² = 2 each: mean square 2/27.
    double std = orthogonal.parameter(LookWork.BEFORE, "conv1.weight", "std");
    double mean = orthogonal.parameter(LookWork.BEFORE, "conv1.weight", "mean");
    assertThat(std * std + mean * mean).isCloseTo(2.0 / 27, within(1e-6));
    assertThat(orthogonal.distance("conv2.weight", "wasserstein")).isGreaterThan(0);
    assertThat(orthogonal.feature(LookWork.BEFORE, InputKind.TRAIN, "conv1", "n"))
        .isEqualTo(30 * 16 * 32 * 32);
    assertThat(orthogonal.feature(LookWork.AFTER, InputKind.NORMAL_NOISE, "fc1@relu", "units"))
        .isEqualTo(512);
    assertThat(orthogonal.feature(LookWork.AFTER, InputKind.TRAIN, "conv1@relu", "min"))
        .isEqualTo(0);

    Measured zeros = Measured.of(results, InitialWeights.ZEROS, 1);
    assertThat(zeros.end("loss")).isCloseTo(Math.log(10), within(.01));
    assertThat(zeros.feature(LookWork.AFTER, InputKind.TRAIN, "conv3@relu", "dead")).isEqualTo(16);
    assertThat(zeros.distance("conv2.weight", "wasserstein")).isEqualTo(0);

    String sql = "SELECT sum(std), count(*) FROM features";
    Table before = Query.of(List.of(folder), sql);
    assertThat(new StudyRun<>(study, tiny(), folder).remaining()).isZero();
    Studied.run(study, tiny(), folder);
    assertThat(Query.of(List.of(folder), sql)).isEqualTo(before);

    Path report = folder.resolve("report.html");
    assertThat(Files.readString(report))
        .contains("Weights before and after", "Dead units", "orthogonal")
        .doesNotContain("<script src", "href=\"http");
  }

  @Test
  void change_saysMeansAndSpread() {
    Change change = Change.of(List.of(-1.0, 2.0), List.of(0.0, 3.0));
    assertThat(change.means()).isEqualTo("0.5 → 1.5");
    assertThat(change.spread()).isEqualTo("0.5 → 1.5 (0 to 3)");
  }

  @Test
  void siteFeatures_agreeWithTheValuesThemselves() {
    // A network whose first layer copies its input: the features are the inputs.
    var model =
        new FeedForward(Shape.of(1, 2, 2), List.of(new Stage.Convolve(1, 1, 0), new Stage.Relu()));
    float[] inputs = {-1, 0, 2, 3, 5, -4, 0, 1};
    try (var network = Network.create(model, new Initialiser.Constant(1), 1)) {
      var found =
          SiteFeatures.of(
              network,
              (from, n) -> Arrays.copyOfRange(inputs, 4 * from, 4 * (from + n)),
              2,
              () -> {});
      SiteFeatures conv = requireNonNull(found.get("conv1"));
      assertThat(conv.moments().mean()).isEqualTo(.75);
      assertThat(conv.moments().std()).isCloseTo(Math.sqrt(51.5 / 8), within(1e-12));
      assertThat(conv.zeros()).isEqualTo(2);
      assertThat(conv.dead()).isEqualTo(0);
      assertThat(conv.min()).isEqualTo(-4);
      SiteFeatures relu = requireNonNull(found.get("conv1@relu"));
      assertThat(relu.zeros()).isEqualTo(4);
      assertThat(relu.max()).isEqualTo(5);
    }
  }

  @Test
  void rebinned_keepsTheTotal_andSpreadsEvenly() {
    Table bins =
        Table.named("bins")
            .text("at")
            .real("low", "width")
            .integer("n")
            .row("a", 0.0, 1.0, 1000)
            .row("a", 3.0, 1.0, 24)
            .row("b", 0.0, 4.0, 7)
            .build();
    var rows = Rebinned.groups(bins, List.of("at"));
    assertThat(rows).containsOnlyKeys("a", "b");
    assertThat(Rebinned.over(bins, List.of(0, 1, 2))).isEqualTo(new Rebinned(0, 4));
    var h = new Rebinned(0, 4).histogram(bins, List.of(0, 1));
    assertThat(h.total()).isEqualTo(1024);
    assertThat(h.counts().subList(0, 512).stream().mapToLong(v -> v).sum()).isEqualTo(1000);
    assertThat(h.counts().subList(512, 1536)).containsOnly(0L);
  }

  @Test
  void settings_refuseWhatMakesNoSense() {
    assertThatThrownBy(() -> tiny().with("runs", 0)).hasMessageContaining("runs");
    assertThatThrownBy(() -> InitialWeights.named("he"))
        .isInstanceOf(InitialisationException.class)
        .hasMessageContaining("kaiming-normal");
  }

  @Test
  void plans_shareNoSeed_andSurviveTheWayThroughATrial() {
    InitialisationSettings s = tiny();
    TrainingPlan plan = s.plan(InitialWeights.ORTHOGONAL, 1, "d");
    assertThat(TrainingPlan.of(plan.trial())).isEqualTo(plan);
    assertThat(s.plan(InitialWeights.ZEROS, 1, "d").seed()).isNotEqualTo(plan.seed());
    assertThat(s.plan(InitialWeights.ORTHOGONAL, 2, "d").seed()).isNotEqualTo(plan.seed());
  }
}
