package dev.sonde.study.grokking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.PlainTransformer;
import dev.sonde.network.torch.Array;
import dev.sonde.study.Studied;
import dev.sonde.study.StudyRun;
import dev.sonde.study.TrialResults;
import dev.sonde.study.run.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrokkingStudyTest {

  private static GrokkingSettings tiny() {
    return GrokkingSettings.quick()
        .with("modulus", 11)
        .with("fraction", .8)
        .with("width", 16)
        .with("hidden", 32)
        .with("epochs", 300)
        .with("every", 50)
        .with("runs", 2);
  }

  @Test
  void study_measuresEveryNetwork_andGivesTheSameWhenAskedAgain(@TempDir Path folder)
      throws IOException {
    GrokkingStudy study = new GrokkingStudy();
    Studied.run(study, tiny(), folder);
    GrokkingPlan plan = (GrokkingPlan) study.plan(tiny());
    GrokkingResults results = new GrokkingResults(plan, TrialResults.of(folder));
    Measured first = results.measured().getFirst();
    assertThat(first.training().rows()).hasSize(6);
    assertThat(first.progress().rows()).hasSize(7); // the untrained one too
    assertThat(first.end("train_loss")).isLessThan(first.training().number(0, "train_loss"));
    assertThat(first.spectrum(MeasuringWork.TRAINED, MeasuringWork.NEURONS)).hasSize(5);
    assertThat(first.endProgress("neuron_share")).isBetween(.95, 1.0);
    assertThat(results.measured().get(1).spectra()).isNotEqualTo(first.spectra());

    sameNumbersByBothLoaders(folder.resolve("networks/run-1.safetensors"), plan, first);

    String sql = "SELECT sum(loss), sum(norm) FROM training";
    var before = Query.of(List.of(folder), sql);
    assertThat(new StudyRun<>(study, tiny(), folder).remaining()).isZero();
    Studied.run(study, tiny(), folder);
    assertThat(Query.of(List.of(folder), sql)).isEqualTo(before);
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Measures of progress", "published", "Energy of W_L")
        .doesNotContain("<script src", "href=\"http");
  }

  /** The trainer's own figures, from the file, by the loader of transformers. */
  private static void sameNumbersByBothLoaders(Path file, GrokkingPlan plan, Measured measured) {
    AdditionNetwork looked = AdditionNetwork.of(file, 11);
    Sums sums = plan.settings().plan(1).sums();
    var held = looked.answers().judge(sums.held());
    assertThat(held.loss()).isCloseTo(measured.end("loss"), within(1e-5));
    assertThat(held.accuracy()).isEqualTo(measured.end("accuracy"));
    try (Network<Array, Array> network = Network.open(file, PlainTransformer.class, Hints.none());
        Pass pass = network.evaluate();
        Array ids = Array.ofIndices(Sums.tokens(11, Sums.all(11)), 121, 3)) {
      double[] logits = network.forward(pass, ids).select(1, 2).toDoubles();
      assertThat(logits).containsExactly(looked.answers().logits(), within(1e-5));
    }
  }

  @Test
  void settings_thatDoNotFit_areRefusedInOneLine() {
    assertThatThrownBy(() -> tiny().with("width", 15))
        .isInstanceOf(GrokkingException.class)
        .hasMessageContaining("15 is not a multiple of 4 heads");
    assertThatThrownBy(() -> tiny().with("modulus", 12)).hasMessageContaining("give an odd number");
    assertThatThrownBy(() -> tiny().with("epochs", 301)).hasMessageContaining("not a multiple");
  }
}
