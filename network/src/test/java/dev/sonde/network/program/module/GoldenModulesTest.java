package dev.sonde.network.program.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.file.InputException;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Network;
import dev.sonde.network.model.ProgramModel;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Modules and state dicts that PyTorch wrote give what PyTorch computed; see networks/README.md.
 */
class GoldenModulesTest {

  private static Path file(String name) {
    return SharedData.path("../networks/state-dicts/" + name);
  }

  private static Tensor golden(String name) {
    return Objects.requireNonNull(GoldenRun.arrays(file("whole.t214.io.npz")).get(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp-whole.t113.pt", "mlp-whole.t214.pt"})
  void wholePerceptron_runs(String name) {
    try (var network = GoldenRun.open(file(name))) {
      GoldenRun.requireOutputs(
          network, Map.of("in0", golden("mlp_in")), Map.of("out", golden("mlp_out")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cnn-batchnorm-whole.t113.pt",
        "cnn-batchnorm-whole.t214.pt",
        "cnn-batchnorm-whole-legacy.t113.pt"
      })
  void wholeConvolutionalNetwork_runs_andItsModulesAreSites(String name) {
    Map<String, Tensor> input = Map.of("in0", golden("cnn_in"));
    try (var network = GoldenRun.open(file(name))) {
      GoldenRun.requireOutputs(network, input, Map.of("out", golden("cnn_out")));
      GoldenRun.requireSites(network, input, Map.of("1", golden("cnn_bn"), "8", golden("cnn_out")));
    }
  }

  @Test
  void stackOfLinearLayers_needsToBeToldWhatStandsBetween() {
    Path file = file("mlp.pt");
    assertThatThrownBy(() -> GoldenRun.open(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 linear layers (fc1, …, fc2)")
        .hasMessageContaining("say which activation");
    float[] wanted = golden("mlp_out").toFloats();
    try (var network = Network.open(file, ProgramModel.class, Hints.none().activation("relu"))) {
      float[] logits =
          Objects.requireNonNull(
              GoldenRun.outputs(network, Map.of("input", golden("mlp_in"))).get("out"));
      GoldenRun.requireNear("softmax of logits", softmax(logits, 3), wanted);
    }
  }

  private static float[] softmax(float[] logits, int classes) {
    float[] all = new float[logits.length];
    for (int row = 0; row < logits.length; row += classes) {
      double sum = 0;
      for (int i = 0; i < classes; i++) sum += Math.exp(logits[row + i]);
      for (int i = 0; i < classes; i++) all[row + i] = (float) (Math.exp(logits[row + i]) / sum);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn-moduledict-whole.t113.pt", "rnn-moduledict-whole.t214.pt"})
  void embeddingLstmAndLinearLayer_areAClassifierOfTheLastState(String name) {
    Tensor ids = Tensor.ofFloats("x", Shape.of(2, 3), new float[] {1, 2, 3, 4, 5, 9});
    try (var network = GoldenRun.open(file(name));
        var _ = new Scope()) {
      var seen =
          network.run(
              Map.of("input", Array.of(ids)),
              Tap.values("lstm"),
              Tap.values("lstm@last"),
              Tap.values("out"));
      float[] steps = seen.values("lstm").toFloats();
      float[] last = seen.values("lstm@last").toFloats();
      assertThat(last).startsWith(Arrays.copyOfRange(steps, 12, 18));
      assertThat(seen.values("out").shape()).isEqualTo(Shape.of(2, 2));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cnn.pt",
        "cnn-ddp.pt",
        "cnn-compiled.pt",
        "cnn-ddp-compiled.pt",
        "cnn-half.pt",
        "cnn.safetensors",
        "lightning.ckpt",
        "views-and-types.pt"
      })
  void whatDoesNotSayHowItIsComputed_isRefusedInOneLineWithARemedy(String name) {
    assertThatThrownBy(() -> Network.open(file(name), Hints.none()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("torch.export.save(torch.export.export(model, (example,))")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
  }
}
