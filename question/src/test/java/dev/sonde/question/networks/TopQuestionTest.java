package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.question.QuestionException;
import dev.sonde.question.networks.top.TopAnswer;
import dev.sonde.question.networks.top.TopQuestion;
import dev.sonde.question.networks.top.TopSettings;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopQuestionTest {
  private final TopQuestion question = new TopQuestion();

  @TempDir private Path folder;

  /** Beside all values at once, sorted here. */
  @Test
  void topInputs_areThoseOfTheGreatestValues_atTheirPlace() throws Exception {
    Path model = MadeNetwork.convolutions(folder, "cnn.safetensors", 3);
    Path images = MadeNetwork.images(folder);
    var settings =
        Asked.settings(
            TopSettings.class,
            "model",
            model,
            "input",
            images,
            "batch",
            7,
            "site",
            "conv1",
            "top",
            3);
    TopAnswer answer = Asked.answer(question, settings);
    assertThat(answer.inputs()).isEqualTo(30);
    TopAnswer.SiteTop site = answer.sites().getFirst();
    Tensor all = values(model, images, "conv1");
    long[] shape = all.shape().toArray();
    assertThat(site.map()).containsExactly(shape[2], shape[3]);
    assertThat(site.units()).hasSize((int) shape[1]);
    float[] values = all.toFloats();
    int places = (int) (shape[2] * shape[3]);
    for (TopAnswer.UnitTop unit : site.units()) {
      double before = Double.POSITIVE_INFINITY;
      for (TopAnswer.Entry entry : unit.top()) {
        int start = (int) (entry.input() * shape[1] + unit.unit()) * places;
        int at = (int) (entry.place().get(0) * shape[3] + entry.place().get(1));
        assertThat((double) values[start + at]).isEqualTo(entry.value());
        assertThat(entry.value()).isLessThanOrEqualTo(before);
        before = entry.value();
      }
      int larger = 0;
      for (int i = 0; i < 30; i++) {
        float most = Float.NEGATIVE_INFINITY;
        for (int p = 0; p < places; p++) {
          most = Math.max(most, values[(int) (i * shape[1] + unit.unit()) * places + p]);
        }
        if (most > before) larger++;
      }
      assertThat(larger).isLessThanOrEqualTo(2);
    }
    assertThat(Asked.page(question, settings, answer)).contains("<svg", "most active");
  }

  private static Tensor values(Path model, Path images, String site) {
    try (ArrayNetwork network = ArrayNetwork.open(model, Hints.none());
        Scope _ = new Scope()) {
      Array input = Array.of(Checkpoint.open(images).tensors().getFirst());
      return network
          .run(Map.of(network.inputs().getFirst().name(), input), Tap.values(site))
          .values(site);
    }
  }

  /** Unit c of the input is greatest for class c, by construction. */
  @Test
  void unitsOfOneClass_areFound_besideRandomDraws() throws Exception {
    var settings =
        Asked.settings(
            TopSettings.class,
            "model",
            MadeNetwork.perceptron(folder, "a.safetensors", 1),
            "input",
            MadeNetwork.inputs(folder),
            "labels",
            MadeNetwork.labels(folder),
            "site",
            "**",
            "top",
            12);
    TopAnswer answer = Asked.answer(question, settings);
    boolean any =
        answer.sites().stream()
            .flatMap(site -> site.units().stream())
            .anyMatch(u -> u.spread() != null && u.spread().ofClass() && u.spread().share() > .9);
    assertThat(any).isTrue();
    for (TopAnswer.SiteTop site : answer.sites()) {
      for (TopAnswer.UnitTop unit : site.units()) {
        TopAnswer.Spread spread = unit.spread();
        assertThat(spread).isNotNull();
        if (spread == null) continue;
        assertThat(spread.randomShare()).isBetween(.4, .65);
        assertThat(spread.effective()).isBetween(1.0, 3.0001);
      }
    }
  }

  @Test
  void unitThatIsNotThere_isRefused() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    Path inputs = MadeNetwork.inputs(folder);
    assertThatThrownBy(
            () ->
                Asked.answer(
                    question,
                    Asked.settings(
                        TopSettings.class,
                        "model",
                        model,
                        "input",
                        inputs,
                        "site",
                        "**",
                        "unit",
                        List.of("99"))))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("unit 99");
  }

  @Test
  void transformerAndRecurrentPrograms_areAsked() throws Exception {
    for (String name : List.of("tiny-vit", "mlp", "lstm-classifier")) {
      Path model = SharedData.beside("networks/pt2/" + name + ".pt2");
      Path given = SharedData.beside("networks/pt2/" + name + ".inputs.npz");
      try (ArrayNetwork network = ArrayNetwork.open(model, Hints.none())) {
        Path input = folder.resolve(name + ".npy");
        dev.sonde.checkpoint.numpy.NpyWriter.write(
            Checkpoint.open(given).tensors().getFirst(), input);
        var settings =
            Asked.settings(
                TopSettings.class, "model", model, "input", input, "site", "**", "top", 2);
        TopAnswer answer = Asked.answer(question, settings);
        assertThat(answer.sites()).as(name).isNotEmpty();
        assertThat(network.inputs()).isNotEmpty();
        assertThat(Asked.page(question, settings, answer)).contains("Units");
      }
    }
  }
}
