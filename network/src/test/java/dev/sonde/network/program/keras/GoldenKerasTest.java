package dev.sonde.network.program.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.SharedData;
import dev.sonde.network.probe.Tap;
import dev.sonde.network.program.GoldenRun;
import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Scope;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Keras wrote give what Keras computed of them; see networks/README.md. */
class GoldenKerasTest {

  private static Path file(String name) {
    return SharedData.path("../networks/keras/" + name);
  }

  private static Map<String, Tensor> part(Map<String, Tensor> all, boolean inputs) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    all.forEach(
        (name, tensor) -> {
          if (name.startsWith("in") == inputs) part.put(name, tensor);
        });
    return part;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sequential-cnn.keras",
        "sequential-cnn.h5",
        "functional-merge.keras",
        "functional-merge.h5",
        "recurrent.keras",
        "recurrent.h5",
        "masked-rnn.keras",
        "masked-sequential.keras",
        "masked-sequential.h5",
        "masking-layer.keras",
        "masking-layer.h5",
        "attention.keras",
        "attention.h5",
        "nested-shared.keras",
        "nested-shared.h5",
        "conv1d.keras",
        "conv1d.h5",
        "mnist-trained.keras",
        "mnist-trained.h5",
      })
  void outputsAndEveryLayerAreThoseOfKeras(String name) {
    String base = name.substring(0, name.lastIndexOf('.'));
    Map<String, Tensor> all = GoldenRun.arrays(file(base + ".io.npz"));
    Map<String, Tensor> sites = new LinkedHashMap<>();
    GoldenRun.arrays(file(base + ".sites.npz"))
        .forEach(
            (site, tensor) ->
                sites.put(site.replaceFirst("@0$", "").replaceFirst("@1$", "#2"), tensor));
    try (var network = GoldenRun.open(file(name))) {
      GoldenRun.requireOutputs(network, part(all, true), part(all, false));
      GoldenRun.requireSites(network, part(all, true), sites);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy-keras2", "legacy-cudnn"})
  void filesOfKeras2_hardSigmoid_resetBefore_cudnn(String name) {
    Map<String, Tensor> all = GoldenRun.arrays(file(name + ".io.npz"));
    Map<String, Tensor> sites = part(all, false);
    Map<String, Tensor> outputs = Map.of("out", Objects.requireNonNull(sites.remove("out")));
    try (var network = GoldenRun.open(file(name + ".h5"))) {
      GoldenRun.requireOutputs(network, part(all, true), outputs);
      GoldenRun.requireSites(network, part(all, true), sites);
    }
  }

  @Test
  void realResidualNetwork_isRightOn881Of1000Pictures() throws IOException {
    Map<String, Tensor> golden = GoldenRun.arrays(file("real.golden.npz"));
    byte[] bytes = Files.readAllBytes(SharedData.path("cifar10/test-1000.bin"));
    int right = 0;
    try (var network = GoldenRun.open(SharedData.path("checkpoints/resnet8-cifar10.h5"))) {
      for (int from = 0; from < 1000; from += 100) {
        float[] pixels = new float[100 * 3072];
        for (int i = 0; i < pixels.length; i++) {
          int image = i / 3072;
          int channel = i % 3;
          int pixel = i % 3072 / 3;
          pixels[i] = bytes[(from + image) * 3073 + 1 + channel * 1024 + pixel] & 0xff;
        }
        Tensor images = Tensor.ofFloats("in0", Shape.of(100, 32, 32, 3), pixels);
        float[] found =
            Objects.requireNonNull(GoldenRun.outputs(network, Map.of("in0", images)).get("out"));
        if (from == 0) {
          float[] wanted = Objects.requireNonNull(golden.get("resnet8-cifar10/out0")).toFloats();
          GoldenRun.requireNear("first four", java.util.Arrays.copyOf(found, 40), wanted);
        }
        for (int image = 0; image < 100; image++) {
          int best = 0;
          for (int c = 1; c < 10; c++) {
            if (found[image * 10 + c] > found[image * 10 + best]) best = c;
          }
          if (best == bytes[(from + image) * 3073]) right++;
        }
      }
    }
    assertThat(right).isEqualTo(881);
  }

  @Test
  void statesOfEveryStepAreSites() {
    Map<String, Tensor> all = GoldenRun.arrays(file("recurrent.io.npz"));
    Tensor wanted = Objects.requireNonNull(all.get("out3"));
    try (var network = GoldenRun.open(file("recurrent.keras"));
        Scope _ = new Scope()) {
      var seen =
          network.run(
              Map.of("tokens", Array.of(Objects.requireNonNull(all.get("in0")))),
              Tap.values("lstm_state@c@t=6"),
              Tap.values("lstm_state@f@t=0"));
      GoldenRun.requireNear("c", seen.values("lstm_state@c@t=6").toFloats(), wanted.toFloats());
      assertThat(seen.values("lstm_state@f@t=0").shape()).isEqualTo(Shape.of(3, 4));
    }
  }
}
