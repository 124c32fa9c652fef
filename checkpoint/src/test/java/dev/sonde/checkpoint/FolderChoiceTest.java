package dev.sonde.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.numpy.NpyWriter;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opens when a folder is given. */
class FolderChoiceTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"stats.npy", "data/eval/labels.npy"})
  void open_arraysBesideAModel_isTheModel(String array) throws IOException {
    Path model = model(folder.resolve("model.pt"));
    array(array);
    assertThat(Checkpoint.open(folder).path()).isEqualTo(model);
  }

  @Test
  void open_shardsOfAVariant_areOneModel() throws IOException {
    model(folder.resolve("model.fp16-00001-of-00001.safetensors"));
    model(folder.resolve("other.pt"));
    Path index =
        Files.writeString(
            folder.resolve("model.safetensors.index.fp16.json"),
            "{\"weight_map\": {\"w\": \"model.fp16-00001-of-00001.safetensors\"}}");
    Files.copy(
        folder.resolve("model.fp16-00001-of-00001.safetensors"),
        folder.resolve("model.fp16-00002-of-00002.safetensors"));
    assertThat(Checkpoint.open(folder).path()).isEqualTo(index);
  }

  @Test
  void open_arraysBesideTwoModels_asksForOne() throws IOException {
    model(folder.resolve("a.pt"));
    model(folder.resolve("b.pt"));
    array("stats.npy");
    assertMessage("a folder of 2 checkpoints (a.pt, b.pt); open one of them");
  }

  @Test
  void open_arraysAboveAModel_asksForOne() throws IOException {
    array("data/labels.npy");
    model(folder.resolve("weights").resolve("a.pt"));
    assertMessage("a folder of NumPy arrays and 1 checkpoint (weights/a.pt)");
  }

  @Test
  void open_arraysAlone_isTheFolder() throws IOException {
    array("layers/0/weight.npy");
    Files.writeString(folder.resolve("readme.txt"), "x");
    assertThat(Checkpoint.open(folder).tensors())
        .map(Tensor::address)
        .containsExactly("layers/0/weight");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hub/models--a--b/snapshots/main",
        "hub/models--a--b/snapshots/main/unet",
        "local"
      })
  void open_folderOfTheHubsClient_followsItsLinks(String place) throws IOException {
    Path blob = model(folder.resolve("hub/models--a--b/blobs/0123abcd"));
    Path snapshot = Files.createDirectories(folder.resolve(place));
    Files.createSymbolicLink(snapshot.resolve("model.safetensors"), snapshot.relativize(blob));
    assertThat(Checkpoint.open(snapshot).tensors()).hasSize(1);
  }

  @Test
  void open_snapshotOfAnotherCache_followsLinksToItsBlobs() throws IOException {
    Path blob = model(folder.resolve("mirror/blobs/0123abcd"));
    Path snapshot = Files.createDirectories(folder.resolve("mirror/snapshots/main"));
    Files.createSymbolicLink(snapshot.resolve("model.safetensors"), blob);
    assertThat(Checkpoint.open(snapshot).tensors()).hasSize(1);
  }

  @Test
  void open_linkElsewhere_saysWhereItLeads() throws IOException {
    Path model = model(folder.resolve("a.pt"));
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.createSymbolicLink(run.resolve("best.pt"), model);
    Files.createSymbolicLink(run.resolve("last.pt"), folder.resolve("gone.pt"));
    assertThatThrownBy(() -> Checkpoint.open(run))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("best.pt is a link to " + model.toRealPath() + ", outside of it")
        .hasMessageContaining(
            "last.pt is a link to " + folder.resolve("gone.pt") + ", where nothing is");
  }

  @Test
  void open_shardsOfADistributedCheckpoint_areNamed() throws IOException {
    model(folder.resolve("__0_0.distcp"));
    model(folder.resolve("__1_0.distcp"));
    assertMessage("a distributed checkpoint (DCP); convert it with");
  }

  @Test
  void open_twoFilesOfOneName_saysWhichIsDamaged() throws IOException {
    Path good = model(folder.resolve("run1/model.safetensors"));
    byte[] bytes = Files.readAllBytes(good);
    Path cut = folder.resolve("run2/model.safetensors");
    Files.createDirectories(folder.resolve("run2"));
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> Checkpoint.open(cut)).hasMessageStartingWith(cut + ": tensor 'w'");
  }

  private void assertMessage(String part) {
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(folder + ": ")
        .hasMessageContaining(part);
  }

  private static Path model(Path path) throws IOException {
    Tensor tensor = Tensor.ofFloats("w", Shape.of(2), new float[] {1, 2});
    Checkpoint.of(path, List.of(tensor), Map.of()).write(path);
    return path;
  }

  private void array(String name) throws IOException {
    Path path = folder.resolve(name);
    NpyWriter.write(Tensor.ofFloats("x", Shape.of(3), new float[] {1, 2, 3}), path);
  }
}
