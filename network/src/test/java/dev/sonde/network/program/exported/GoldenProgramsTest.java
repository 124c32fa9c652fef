package dev.sonde.network.program.exported;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.layer.Pass;
import dev.sonde.network.model.Network;
import dev.sonde.network.probe.ConvolutionTap;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.torch.Array;
import dev.sonde.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of PyTorch 2.14 give what PyTorch computed of them; see networks/README.md. */
class GoldenProgramsTest {

  private static Path file(String name) {
    return SharedData.path("../networks/pt2/" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp",
        "mlp-core",
        "resnet20-cifar10",
        "lstm-classifier",
        "gru-parity",
        "gru-parity-core",
        "tiny-vit",
        "tiny-vit-core",
        "conv-zoo",
        "conv-zoo-core",
        "dict-io",
        "batchnorm-train",
        "batchnorm-train-core",
        "int8-weight-only",
        "cond",
        "kwargs-counter",
        "kwargs-counter-core",
        "transformer-encoder",
        "stories260k"
      })
  void outputsSitesAndGradientsAreThoseOfPyTorch(String name) {
    String data = name.replace("-core", "");
    Map<String, Tensor> inputs = GoldenRun.arrays(file(data + ".inputs.npz"));
    Map<String, Tensor> outputs = GoldenRun.arrays(file(data + ".outputs.npz"));
    try (var network = GoldenRun.open(file(name + ".pt2"))) {
      GoldenRun.requireOutputs(network, inputs, outputs);
      GoldenRun.requireOutputs(network, inputs, outputs); // no run changes the next
      GoldenRun.requireSites(network, inputs, GoldenRun.arrays(file(data + ".sites.npz")));
      Map<String, float[]> plain = GoldenRun.outputs(network, inputs);
      Map<String, float[]> tapped = GoldenRun.outputs(network, inputs, Tap.values("**"));
      plain.forEach((output, wanted) -> assertThat(tapped.get(output)).isEqualTo(wanted));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "cond.false")
  void theOtherBranchIsTakenByOtherInputs(String data) {
    assertThat(Files.exists(file(data + ".inputs.npz"))).isTrue();
    try (var network = GoldenRun.open(file("cond.pt2"))) {
      GoldenRun.requireOutputs(
          network,
          GoldenRun.arrays(file(data + ".inputs.npz")),
          GoldenRun.arrays(file(data + ".outputs.npz")));
    }
  }

  @Test
  void convolutionsAreTheSameInEveryFormatOfANetwork() {
    Map<String, Tensor> inputs = GoldenRun.arrays(file("resnet20-cifar10.inputs.npz"));
    List<List<String>> found = new ArrayList<>();
    for (Path path :
        List.of(
            file("resnet20-cifar10.pt2"),
            SharedData.path("../networks/torchscript/resnet20-cifar10.traced.t113.pt"))) {
      ConvolutionTap tap = ConvolutionTap.of("**");
      try (var network = Network.openSingle(path, "");
          Pass pass = network.evaluate(tap)) {
        Array images = Array.of(Objects.requireNonNull(inputs.get("in0")));
        pass.backward(network.forward(pass, images).sum());
        found.add(
            tap.uses().stream()
                .map(
                    use ->
                        use.name()
                            + " "
                            + use.weight().shape()
                            + " "
                            + use.geometry().strides()[0]
                            + " "
                            + use.gradient().orElseThrow().shape())
                .toList());
      }
    }
    assertThat(found.getFirst()).hasSize(19).contains("conv1 [16, 3, 3, 3] 1 [4, 16, 32, 32]");
    assertThat(found.getFirst()).contains("layer2.0.conv1 [32, 16, 3, 3] 2 [4, 32, 16, 16]");
    assertThat(found.getLast()).isEqualTo(found.getFirst());
  }
}
