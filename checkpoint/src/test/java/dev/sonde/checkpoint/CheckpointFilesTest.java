package dev.sonde.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFilesTest {

  @TempDir Path folder;

  private Path weights(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Tensor tensor = Tensor.ofFloats("w", Shape.of(2), new float[] {1, 2});
    Checkpoint.of(file, List.of(tensor), Map.of()).write(file);
    return file;
  }

  private Path array(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    String head = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }";
    head += " ".repeat(63 - (10 + head.length()) % 64) + "\n";
    ByteBuffer all = ByteBuffer.allocate(10 + head.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
    all.put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0);
    all.putShort((short) head.length()).put(head.getBytes(StandardCharsets.US_ASCII)).putFloat(1);
    Files.write(file, all.array());
    return file;
  }

  @Test
  void everyCheckpointBelow_isFound_whateverItsName_andNothingElse() throws IOException {
    Path deep = weights("b/c/model.safetensors");
    Path odd = weights("a/no-ending");
    weights(".hidden/model.safetensors");
    Files.writeString(folder.resolve("notes.txt"), "nothing");
    Files.writeString(folder.resolve("config.json"), "{}");
    assertThat(CheckpointFiles.below(folder)).containsExactly(odd, deep);
  }

  @Test
  void aDamagedFileWithANameOfWeights_isFoundToo() throws IOException {
    Path damaged = Files.writeString(folder.resolve("model.pt"), "no model");
    assertThat(CheckpointFiles.below(folder)).containsExactly(damaged);
  }

  @Test
  void shards_areFoundAsTheirIndex() throws IOException {
    weights("m/model-00001-of-00001.safetensors");
    Path index = folder.resolve("m/model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\": {\"w\": \"model-00001-of-00001.safetensors\"}}");
    assertThat(CheckpointFiles.below(folder)).containsExactly(index);
  }

  @Test
  void arrays_areACheckpointOnlyWhereNoOtherIs() throws IOException {
    array("arrays/w.npy");
    Path model = weights("mixed/model.safetensors");
    array("mixed/w.npy");
    assertThat(CheckpointFiles.below(folder)).containsExactly(folder.resolve("arrays"), model);
  }

  @Test
  void aLinkOutOfTheFolder_isNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path inside = weights("model.safetensors");
    Path outside = Files.copy(inside, elsewhere.resolve("other.safetensors"));
    Files.createSymbolicLink(folder.resolve("link.safetensors"), outside);
    assertThat(CheckpointFiles.below(folder)).containsExactly(inside);
  }

  @Test
  void aFile_isItself_andNothingIsRefused() throws IOException {
    Path file = weights("model.safetensors");
    assertThat(CheckpointFiles.below(file)).containsExactly(file);
    assertThatThrownBy(() -> CheckpointFiles.below(folder.resolve("nothing")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no such file or folder");
  }
}
