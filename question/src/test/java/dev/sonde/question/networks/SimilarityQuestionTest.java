package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.file.InputException;
import dev.sonde.question.networks.similarity.SimilarityAnswer;
import dev.sonde.question.networks.similarity.SimilarityQuestion;
import dev.sonde.question.networks.similarity.SimilaritySettings;
import dev.sonde.study.images.Images;
import dev.sonde.study.images.Normalisation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarityQuestionTest {
  private final SimilarityQuestion question = new SimilarityQuestion();

  @TempDir private Path folder;

  @Test
  void networkWithItself_isOne_andShuffledInputsAreNot() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    var settings =
        Asked.settings(
            SimilaritySettings.class,
            "model",
            List.of(model, model),
            "input",
            MadeNetwork.inputs(folder));
    SimilarityAnswer answer = Asked.answer(question, settings);
    assertThat(answer.inputs()).isEqualTo(MadeNetwork.INPUTS);
    assertThat(answer.grids()).hasSize(5);
    for (SimilarityAnswer.Grid grid : answer.grids()) {
      assertThat(grid.rows()).isEqualTo(grid.columns()).hasSizeGreaterThan(2);
      for (int i = 0; i < grid.rows().size(); i++) {
        assertThat(grid.values().get(i).get(i)).isEqualTo(1, within(1e-4));
        assertThat(grid.control().get(i).get(i)).isLessThan(.7);
      }
    }
    assertThat(Asked.page(question, settings, answer)).contains("linear CKA", "Procrustes");
  }

  @Test
  void sameCommandTwice_givesTheSameNumbers() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    var settings =
        Asked.settings(
            SimilaritySettings.class, "model", model, "input", MadeNetwork.inputs(folder));
    assertThat(Asked.answer(question, settings)).isEqualTo(Asked.answer(question, settings));
  }

  /** Three networks near one another against three near another: one of ten labellings. */
  @Test
  void groups_areToldApart() throws Exception {
    for (int r = 0; r < 3; r++) {
      MadeNetwork.noisy(folder, "a" + r + ".safetensors", 1, .01, r);
      MadeNetwork.noisy(folder, "b" + r + ".safetensors", 2, .01, 10 + r);
    }
    var settings =
        Asked.settings(
            SimilaritySettings.class,
            "group",
            List.of(
                "a=" + folder.resolve("a*.safetensors"), "b=" + folder.resolve("b*.safetensors")),
            "input",
            MadeNetwork.inputs(folder),
            "measure",
            List.of("linear-cka", "procrustes"));
    SimilarityAnswer answer = Asked.answer(question, settings);
    assertThat(answer.networks()).hasSize(6);
    assertThat(answer.test()).isNotNull();
    assertThat(answer.sites()).isNotEmpty();
    for (SimilarityAnswer.SiteTest site : answer.sites()) {
      if (site.site().equals("input")) continue;
      assertThat(site.within()).as(site.site()).isGreaterThan(site.between());
      assertThat(site.p()).as(site.site()).isEqualTo(.1, within(1e-9));
    }
    assertThat(Asked.page(question, settings, answer)).contains("too few networks for a decision");
  }

  @Test
  void wrongQuestions_areRefusedInOneLine() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    Path inputs = MadeNetwork.inputs(folder);
    assertThatThrownBy(
            () ->
                Asked.answer(
                    question,
                    Asked.settings(
                        SimilaritySettings.class,
                        "model",
                        List.of(model, model, model),
                        "input",
                        inputs)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there are 3");
    assertThatThrownBy(
            () ->
                Asked.answer(
                    question,
                    Asked.settings(
                        SimilaritySettings.class,
                        "model",
                        model,
                        "input",
                        inputs,
                        "site",
                        "none*")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("matches no site");
  }

  /** The same ResNet-20 as .pt2, TorchScript and ONNX says the same to the same images. */
  @Test
  void oneNetworkInThreeFormats_isTheSame() throws Exception {
    Path pt2 = SharedData.beside("networks/pt2/resnet20-cifar10.pt2");
    Path script = SharedData.beside("networks/torchscript/resnet20-cifar10.traced.t113.pt");
    Path onnx = SharedData.path("onnx/resnet20-cifar10.onnx");
    Images images = Images.open(SharedData.path("cifar10/test-1000.bin")).first(40);
    float[] pixels = images.range(0, 40);
    Normalisation.imageNet().apply(pixels, images.shape());
    Path inputs = MadeNetwork.write(folder.resolve("cifar.npy"), pixels, 40, 3, 32, 32);
    for (Path other : List.of(script, onnx)) {
      var settings =
          Asked.settings(
              SimilaritySettings.class,
              "model",
              List.of(pt2, other),
              "input",
              inputs,
              "batch",
              20,
              "site",
              "**",
              "measure",
              List.of("linear-cka", "procrustes"));
      for (SimilarityAnswer.Grid grid : Asked.answer(question, settings).grids()) {
        // The outputs, whatever the formats call them, and all modules of one name.
        assertThat(grid.values().getLast().getLast())
            .as(other.toString())
            .isEqualTo(1, within(1e-5));
        int common = 0;
        for (int i = 0; i < grid.rows().size(); i++) {
          int same = grid.columns().indexOf(grid.rows().get(i));
          if (same < 0 || grid.rows().get(i).indexOf('@') >= 0) continue; // steps may be cut apart
          common++;
          assertThat(grid.values().get(i).get(same))
              .as("%s %s", other, grid.rows().get(i))
              .isEqualTo(1, within(1e-5));
        }
        assertThat(common).as("%s: sites of one name", other).isGreaterThan(30);
      }
    }
  }
}
