package dev.sonde.network.program.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.InputException;
import dev.sonde.network.channels.ChannelGradients;
import dev.sonde.network.model.ArrayNetwork;
import dev.sonde.network.model.Hints;
import dev.sonde.network.model.Network;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small networks of torchvision's classes give what torchvision gives; see make.py beside them. */
class ArchitecturesTest {

  @TempDir Path folder;

  private static Path file(String name) throws URISyntaxException {
    URL url = ArchitecturesTest.class.getResource("/goldens/torchvision/" + name);
    return Path.of(Objects.requireNonNull(url, name).toURI());
  }

  private static Map<String, Tensor> part(Map<String, Tensor> all, String start) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    all.forEach(
        (name, tensor) -> {
          if (start.equals("site:") && name.startsWith("site:"))
            part.put(name.substring(5), tensor);
          if (start.equals("site:") && name.startsWith("grad:")) part.put(name, tensor);
          if (name.equals(start)) part.put(name, tensor);
        });
    return part;
  }

  private static void requireGolden(Path file, String name) throws Exception {
    Map<String, Tensor> all = GoldenRun.arrays(file(name + ".npz"));
    try (var network = GoldenRun.open(file)) {
      GoldenRun.requireOutputs(network, part(all, "in0"), part(all, "out"));
      GoldenRun.requireSites(network, part(all, "in0"), part(all, "site:"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet-basic", "resnext"})
  void stateDicts_giveOutputsSitesAndGradientsOfTorchvision(String name) throws Exception {
    requireGolden(file(name + ".pt"), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "vgg-bn", "mobilenet", "densenet", "vit"})
  void wholeModules_andTheirStateDicts_giveOutputsSitesAndGradientsOfTorchvision(String name)
      throws Exception {
    requireGolden(file(name + "-whole.pt"), name);
    requireGolden(renamed(name + "-whole.pt", ""), name);
  }

  /** Writes a network's tensors again under other names. */
  private Path renamed(String name, String prefix, Tensor... more) throws Exception {
    List<Tensor> tensors = new ArrayList<>(List.of(more));
    for (Tensor tensor : Checkpoint.open(file(name)).tensors()) {
      tensors.add(tensor.named(prefix + tensor.address()));
    }
    Path renamed = folder.resolve("renamed.safetensors");
    Checkpoint.of(renamed, tensors, Map.of()).write(renamed);
    return renamed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.",
        "_orig_mod.",
        "model.",
        "state_dict.",
        "module._orig_mod.",
        "state_dict.model.",
        "model.module._orig_mod."
      })
  void whatToolsPutAroundNames_isTakenOff(String prefix) throws Exception {
    Tensor beside = Tensor.ofFloats("loss.weight", Shape.of(3), new float[3]);
    requireGolden(renamed("resnet-basic.pt", prefix, beside), "resnet-basic");
  }

  @Test
  void whatTheFileLeavesOpen_isSaid() throws Exception {
    try (ArrayNetwork network = ArrayNetwork.open(file("resnext.pt"), Hints.none())) {
      assertThat(network.source())
          .hasValue(
              "the state dict of torchvision's ResNet-17; strides in the 3×3 convolutions, as"
                  + " torchvision has them");
    }
  }

  @Test
  void aNetworkWithMoreThanTheArchitectureHas_isAnother() throws Exception {
    Tensor squeeze = Tensor.ofFloats("layer1.0.se.fc1.weight", Shape.of(2, 6), new float[12]);
    Path file = renamed("resnet-basic.pt", "", squeeze);
    assertThatThrownBy(() -> Network.open(file, Hints.none()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "the tensors of a ResNet, and 1 more, such as 'layer1.0.se.fc1.weight'");
  }

  @Test
  void channelsOfAResNet_absorbAndEmit() throws Exception {
    try (var network = Network.openSingle(file("resnet-basic.pt"), "");
        Scope _ = new Scope()) {
      Tensor images = Objects.requireNonNull(GoldenRun.arrays(file("resnet-basic.npz")).get("in0"));
      ChannelGradients found =
          ChannelGradients.of(
              network,
              Array.of(images),
              Optional.empty(),
              ChannelGradients.Settings.defaults().sites("layer*.*.conv*"));
      assertThat(found.layers()).hasSize(16);
      assertThat(found.layers().getFirst().site()).isEqualTo("layer1.0.conv1");
      assertThat(found.layers().getFirst().emission()).hasSize(2 * 6);
      float[] emission = found.layers().getLast().emission();
      assertThat(emission).hasSize(2 * 12);
      float sum = 0;
      for (float emitted : emission) sum += emitted;
      assertThat(sum).isPositive();
    }
  }
}
