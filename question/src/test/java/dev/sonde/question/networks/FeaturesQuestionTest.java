package dev.sonde.question.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.file.InputException;
import dev.sonde.question.networks.features.FeaturesAnswer;
import dev.sonde.question.networks.features.FeaturesQuestion;
import dev.sonde.question.networks.features.FeaturesSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesQuestionTest {
  private final FeaturesQuestion question = new FeaturesQuestion();

  @TempDir private Path folder;

  @Test
  void deadAndDoubleUnits_areFound_andOtherInputsLieOtherwise() throws Exception {
    var settings =
        Asked.settings(
            FeaturesSettings.class,
            "model",
            MadeNetwork.deadAndDouble(folder, "a.safetensors", 1),
            "input",
            MadeNetwork.inputs(folder),
            "other",
            "noise=" + MadeNetwork.noise(folder),
            "before",
            MadeNetwork.perceptron(folder, "b.safetensors", 9),
            "site",
            "**");
    FeaturesAnswer answer = Asked.answer(question, settings);
    FeaturesAnswer.SiteFeatures relu =
        answer.sites().stream().filter(s -> s.site().contains("relu")).findFirst().orElseThrow();
    assertThat(relu.units()).isEqualTo(8);
    assertThat(relu.states())
        .extracting(s -> s.inputs())
        .containsExactly("inputs", "noise", "inputs");
    assertThat(relu.states().getLast().network()).isEqualTo("before");
    FeaturesAnswer.State own = relu.states().getFirst();
    assertThat(own.dead()).contains(0);
    assertThat(own.examples()).isEqualTo(MadeNetwork.INPUTS);
    assertThat(own.distance()).isZero();
    assertThat(relu.duplicates())
        .anySatisfy(
            pair -> {
              assertThat(pair.unit()).isEqualTo(1);
              assertThat(pair.other()).isEqualTo(2);
              assertThat(pair.correlation()).isEqualTo(1, within(1e-5));
            });
    assertThat(relu.states().get(1).distance()).isGreaterThan(relu.halves());
    long counted = own.counts().stream().mapToLong(Long::longValue).sum();
    assertThat(counted + Math.round(own.zeros() * 8 * MadeNetwork.INPUTS))
        .isEqualTo(8L * MadeNetwork.INPUTS);
    assertThat(Asked.page(question, settings, answer)).contains("Dead", "Duplicates", "halves");
    assertThat(Asked.answer(question, settings)).isEqualTo(answer);
  }

  @Test
  void otherInputsWithoutAName_areRefused() throws Exception {
    Path model = MadeNetwork.perceptron(folder, "a.safetensors", 1);
    Path inputs = MadeNetwork.inputs(folder);
    assertThatThrownBy(
            () ->
                Asked.answer(
                    question,
                    Asked.settings(
                        FeaturesSettings.class,
                        "model",
                        model,
                        "input",
                        inputs,
                        "other",
                        inputs.getFileName())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected NAME=FILE");
  }

  /** LSTM outputs and gelu, and the ResNet in ONNX and TorchScript. */
  @Test
  void networksOfEveryKind_areAsked() throws Exception {
    Path onnx = SharedData.path("onnx/resnet20-cifar10.onnx");
    Path input = SharedData.path("onnx/resnet20-cifar10.input.npy");
    Path script = SharedData.beside("networks/torchscript/resnet20-cifar10.traced.t113.pt");
    for (Path model : List.of(onnx, script)) {
      FeaturesAnswer answer =
          Asked.answer(
              question, Asked.settings(FeaturesSettings.class, "model", model, "input", input));
      assertThat(answer.sites()).hasSizeGreaterThan(10);
      assertThat(answer.sites()).allSatisfy(s -> assertThat(s.states()).hasSize(1));
    }
  }
}
