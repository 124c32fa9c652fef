package dev.sonde.study.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.layer.Parameter;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Generator;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.study.Studied;
import dev.sonde.study.StudyRun;
import dev.sonde.study.TrialResults;
import dev.sonde.study.induction.InductionPlan.Member;
import dev.sonde.study.run.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InductionStudyTest {

  private static InductionSettings tiny() {
    return InductionSettings.quick()
        .with("vocabulary", 8)
        .with("shortest", 3)
        .with("longest", 4)
        .with("positions", 8)
        .with("width", 8)
        .with("heads", 2)
        .with("batch", 16)
        .with("every", 20)
        .with("steps", 60)
        .with("runs", 2)
        .with("controls", 1);
  }

  @Test
  void study_measuresEveryNetwork_andGivesTheSameWhenAskedAgain(@TempDir Path folder)
      throws IOException {
    InductionStudy study = new InductionStudy();
    Studied.run(study, tiny(), folder);
    InductionPlan plan = (InductionPlan) study.plan(tiny());
    InductionResults results = new InductionResults(plan, TrialResults.of(folder));
    List<Measured> all = results.measured();
    assertThat(all).extracting(m -> m.member().layers()).containsExactly(2, 2, 1);
    Measured first = all.getFirst();
    assertThat(first.training().rows()).hasSize(3);
    assertThat(first.steps()).containsExactly(0L, 20L, 40L, 60L);
    assertThat(first.scores()).hasSize(4 * 4);
    assertThat(first.places().rows()).hasSize(4 * 8);
    assertThat(first.end("train_loss")).isLessThan(first.training().number(0, "train_loss"));
    assertThat(all.get(1).scores()).isNotEqualTo(first.scores());
    assertThat(all.get(2).composition().rows()).isEmpty(); // one layer reads none
    assertThat(first.keyComposition()).isBetween(0.0, 1.0);

    // The trainer's figures, and those of the loader of transformers without any head ablated.
    for (Measured m : all) {
      assertThat(m.without(AblatedHeads.NONE, "again_loss"))
          .isCloseTo(m.end("again_loss"), within(1e-5));
    }
    try (Transformer model =
        MeasuringWork.open(folder.resolve("networks/two-layers-2.safetensors"))) {
      assertThat(model.architecture().sizes().layers()).isEqualTo(2);
    }
    String sql = "SELECT sum(again_loss), sum(in_context) FROM training";
    var before = Query.of(List.of(folder), sql);
    assertThat(new StudyRun<>(study, tiny(), folder).remaining()).isZero();
    Studied.run(study, tiny(), folder);
    assertThat(Query.of(List.of(folder), sql)).isEqualTo(before);
    assertThat(Query.of(List.of(folder), "SELECT network FROM networks").rows()).hasSize(3);
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains(
            "How induction heads form",
            "Without the strongest previous-token head",
            "K-composition")
        .doesNotContain("<script src", "href=\"http");
  }

  /** Taken up in the middle, an epoch has the examples that it would have had. */
  @Test
  void examples_areThoseOfTheirEpoch_whateverCameBefore() {
    TrainingPlan plan = tiny().plan(2, 1);
    try (Network<Array, Array> network = Network.create(plan.model(), plan.initialiser(), 1);
        SequencesObjective lesson = new SequencesObjective(network, plan)) {
      lesson.epoch(1);
      int[] second = lesson.drawn(new int[] {4, 9}).ids();
      lesson.epoch(0);
      assertThat(lesson.drawn(new int[] {4, 9}).ids()).isNotEqualTo(second);
      lesson.epoch(1);
      assertThat(lesson.drawn(new int[] {4, 9}).ids()).isEqualTo(second);
    }
  }

  @Test
  void gradient_ofTheLesson_isThatOfFiniteDifferences() {
    TrainingPlan plan = tiny().plan(2, 1);
    int[] examples = {0, 1, 2, 3};
    try (Network<Array, Array> network = Network.create(plan.model(), plan.initialiser(), 1);
        SequencesObjective lesson = new SequencesObjective(network, plan);
        Generator generator = new Generator(0)) {
      for (Parameter parameter : network.parameters().all()) {
        float[] slope;
        try (Pass pass = network.train(generator)) {
          slope = pass.backward(lesson.loss(pass, examples)).toFloats(parameter);
        }
        float[] values = parameter.toFloats();
        int i = values.length / 2;
        double up = at(network, lesson, examples, parameter, values, i, 1e-2f);
        double down = at(network, lesson, examples, parameter, values, i, -1e-2f);
        set(network, parameter, values);
        assertThat((double) slope[i])
            .as(parameter.name())
            .isCloseTo((up - down) / 2e-2, within(1e-3));
      }
    }
  }

  private static double at(
      Network<Array, Array> network,
      SequencesObjective lesson,
      int[] examples,
      Parameter parameter,
      float[] values,
      int i,
      float by) {
    float[] moved = values.clone();
    moved[i] += by;
    set(network, parameter, moved);
    try (Pass pass = network.evaluate()) {
      return lesson.loss(pass, examples).item();
    }
  }

  private static void set(Network<Array, Array> network, Parameter parameter, float[] values) {
    var own = dev.sonde.tensor.Tensor.ofFloats(parameter.name(), parameter.shape(), values);
    var moved = dev.sonde.checkpoint.Checkpoint.of(Path.of("moved"), List.of(own), Map.of());
    network.parameters().transplant(moved, parameter.name());
  }

  @Test
  void settings_thatDoNotFit_areRefusedInOneLine() {
    assertThatThrownBy(() -> tiny().with("heads", 3))
        .isInstanceOf(InductionException.class)
        .hasMessageContaining("8 is not a multiple of 3 heads");
    assertThatThrownBy(() -> tiny().with("longest", 5)).hasMessageContaining("do not fit twice");
    assertThatThrownBy(() -> tiny().with("shortest", 5)).hasMessageContaining("the longest 4");
    assertThatThrownBy(() -> tiny().with("steps", 61)).hasMessageContaining("not a multiple");
  }

  @Test
  void plan_trainsBeforeItLooks_andNamesNetworks() {
    InductionPlan plan = (InductionPlan) new InductionStudy().plan(tiny());
    assertThat(plan.trials().stages()).extracting(s -> s.name()).containsExactly("train", "look");
    assertThat(plan.members())
        .extracting(Member::name)
        .containsExactly("two-layers-1", "two-layers-2", "one-layer-1");
    assertThat(plan.cost(plan.network(plan.members().getFirst()))).isEqualTo(60);
  }
}
