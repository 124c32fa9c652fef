package dev.sonde.checkpoint.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Tensor;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in several PyTorch or Keras files are one checkpoint, by their index and by folder. */
class OtherShardsTest {

  @TempDir private Path folder;

  private static InputStream resource(String name) {
    return Objects.requireNonNull(Checkpoint.class.getResourceAsStream(name), name);
  }

  private static double mean(Checkpoint model, String address) {
    return Arrays.stream(model.tensor(address).toDoubles()).average().orElseThrow();
  }

  @Test
  void open_pytorchShards_areOneModel() throws Exception {
    Path shared = SharedData.path("../cases/files/sharded-bin/shardbin");
    for (Path path : List.of(shared, shared.resolve("pytorch_model.bin.index.json"))) {
      Checkpoint model = Checkpoint.open(path);
      assertThat(model.format()).isEqualTo("pytorch-index");
      assertThat(model.tensors()).extracting(Tensor::address).containsExactly("a", "b");
      assertThat(mean(model, "a")).isCloseTo(-0.12790, within(5e-6));
      assertThat(mean(model, "b")).isCloseTo(0.79258, within(5e-6));
    }
  }

  @Test
  void open_kerasShards_areOneModel() throws Exception {
    Path shared = SharedData.path("../cases/files/sharded-keras/ksh");
    for (Path path : List.of(shared, shared.resolve("model.weights.json"))) {
      Checkpoint model = Checkpoint.open(path);
      assertThat(model.format()).isEqualTo("keras-index");
      assertThat(mean(model, "dense/kernel")).isCloseTo(-0.26047, within(5e-6));
      assertThat(mean(model, "dense/bias")).isCloseTo(0.44013, within(5e-6));
      assertThat(mean(model, "dense_1/kernel")).isCloseTo(0.20621, within(5e-6));
      assertThat(mean(model, "dense_1/bias")).isCloseTo(-0.90451, within(5e-6));
    }
  }

  @Test
  void open_zipAndLegacyShards_keepValuesAndNotes() throws Exception {
    Path zip = folder.resolve("pytorch_model-1.bin");
    try (InputStream in = resource("torch/module.zip.pt")) {
      Files.copy(in, zip);
    }
    Path legacy = folder.resolve("pytorch_model-2.bin");
    try (InputStream in = resource("torch/training.legacy.pt")) {
      Files.copy(in, legacy);
    }
    Checkpoint first = Checkpoint.open(zip);
    Checkpoint second = Checkpoint.open(legacy);
    index(entries(first, "pytorch_model-1.bin") + ", " + entries(second, "pytorch_model-2.bin"));
    Checkpoint model = Checkpoint.open(folder);
    assertThat(model.tensors()).hasSize(first.tensors().size() + second.tensors().size());
    for (Tensor tensor : first.tensors()) {
      assertThat(model.tensor(tensor.address()).asReal().toDoubles())
          .isEqualTo(tensor.asReal().toDoubles());
    }
    assertThat(first.notes()).isNotEmpty();
    assertThat(model.notes()).contains("pytorch_model-1.bin: " + first.notes().getFirst());
  }

  private static String entries(Checkpoint shard, String name) {
    return shard.tensors().stream()
        .map(tensor -> "\"%s\": \"%s\"".formatted(tensor.address(), name))
        .collect(Collectors.joining(", "));
  }

  private void index(String entries) throws Exception {
    Files.writeString(
        folder.resolve("pytorch_model.bin.index.json"), "{\"weight_map\": {" + entries + "}}");
  }

  @Test
  void open_missingOrOtherShard_saysSo() throws Exception {
    index("\"a\": \"pytorch_model-1.bin\"");
    Path index = folder.resolve("pytorch_model.bin.index.json");
    assertThatThrownBy(() -> Checkpoint.open(index))
        .hasMessageContaining("shards are missing in its folder: 'pytorch_model-1.bin'");
    Files.writeString(folder.resolve("pytorch_model-1.bin"), "<html>");
    assertThatThrownBy(() -> Checkpoint.open(index))
        .hasMessageContaining("pytorch_model-1.bin: a web page");
  }

  @Test
  void open_kerasLayerInSeveralFiles_isOneModel() throws Exception {
    try (InputStream in = new GZIPInputStream(resource("keras/x.weights.h5.gz"))) {
      Files.copy(in, folder.resolve("model_00000.weights.h5"));
    }
    Checkpoint whole = Checkpoint.open(folder.resolve("model_00000.weights.h5"));
    Path index = folder.resolve("model.weights.json");
    Files.writeString(
        index, "{\"weight_map\": {\"/layers/a/vars\": [\"model_00000.weights.h5\"]}}");
    Checkpoint model = Checkpoint.open(index);
    assertThat(model.tensors())
        .extracting(Tensor::address)
        .isEqualTo(whole.tensors().stream().map(Tensor::address).toList());
    Files.writeString(index, "{\"weight_map\": {\"/layers/a/vars\": \"../x.h5\"}}");
    assertThatThrownBy(() -> Checkpoint.open(index))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("not inside the model's folder");
  }
}
