package dev.sonde.app.serve.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.safetensors.SafetensorsWriter;
import dev.sonde.network.layer.Initialiser;
import dev.sonde.network.model.CifarResNet;
import dev.sonde.network.model.Network;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIndexTest {

  @TempDir private Path folder;

  /** A state dict says nothing of its network; its names and shapes do. */
  @Test
  void stateDictOfAKnownNetwork_isListedAtOnce_andAsANetworkInTheEnd() throws Exception {
    try (var network = Network.create(new CifarResNet(1, 10), new Initialiser.Uniform(.1), 1)) {
      SafetensorsWriter.write(
          network.parameters().toTensors(), Map.of(), folder.resolve("resnet.safetensors"));
    }
    SafetensorsWriter.write(
        List.of(Tensor.ofFloats("any", Shape.of(2), new float[2])),
        Map.of(),
        folder.resolve("weights.safetensors"));
    try (FileIndex index = new FileIndex(OpenedPaths.of(List.of(folder), List.of()))) {
      index.look();
      assertThat(index.listing(10_000).complete()).isTrue();
      long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (kinds(index).get("resnet.safetensors") != FileKind.NETWORK
          && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      assertThat(kinds(index))
          .containsEntry("resnet.safetensors", FileKind.NETWORK)
          .containsEntry("weights.safetensors", FileKind.CHECKPOINT);
    }
  }

  private static Map<String, FileKind> kinds(FileIndex index) throws InterruptedException {
    return index.listing(0).files().stream()
        .filter(file -> file.facts() != null)
        .collect(
            Collectors.toMap(file -> file.path().getFileName() + "", file -> file.facts().kind()));
  }
}
