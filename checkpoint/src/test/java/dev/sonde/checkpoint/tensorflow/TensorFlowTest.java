package dev.sonde.checkpoint.tensorflow;

import static dev.sonde.checkpoint.tensorflow.BundleAssembler.message;
import static dev.sonde.checkpoint.tensorflow.BundleAssembler.variable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFlowTest {

  @TempDir private Path folder;

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) bytes.putFloat(value);
    return bytes.array();
  }

  private static BundleAssembler good() {
    return new BundleAssembler(2)
        .with("_CHECKPOINTABLE_OBJECT_GRAPH", variable(7, 0, 0, 4))
        .with("dense/kernel/.ATTRIBUTES/VARIABLE_VALUE", variable(1, 0, 4, 24, 2, 3))
        .with("dense/names", variable(7, 0, 0, 4, 1))
        .with("dense/parts", joined(variable(1, 0, 0, 0, 4), message(7, new byte[0])))
        .with("dense/step", variable(9, 1, 0, 8))
        .with("\0\1slice", variable(1, 0, 4, 8, 2));
  }

  private static byte[] joined(byte[]... parts) {
    return BundleAssembler.joined(parts);
  }

  private void write(String name, BundleAssembler index) throws Exception {
    Path file = folder.resolve(name + ".index");
    Files.createDirectories(file.getParent());
    Files.write(file, index.done());
    Files.write(
        folder.resolve(name + ".data-00000-of-00002"),
        joined(new byte[4], floats(1, 2, 3, 4, 5, 6)));
    Files.write(folder.resolve(name + ".data-00001-of-00002"), new byte[] {7, 0, 0, 0, 0, 0, 0, 0});
  }

  @Test
  void open_index_readsVariablesOfEveryShard() throws Exception {
    write("model.ckpt-7", good());
    Checkpoint model = Checkpoint.open(folder.resolve("model.ckpt-7.index"));
    assertThat(model.format()).isEqualTo("tensorflow");
    assertThat(model.tensors())
        .extracting(Tensor::toString)
        .containsExactly("dense/kernel float32 [2, 3]", "dense/step int64 []");
    assertThat(model.tensor("dense/kernel").toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(model.tensor("dense/step").toDoubles()).containsExactly(7);
    assertThat(model.notes())
        .containsExactly(
            "'dense/names' holds texts: left out",
            "'dense/parts' is partitioned into 1 slices: left out");
  }

  @Test
  void open_folders_areTheirVariables() throws Exception {
    write("variables/variables", good());
    assertThat(Checkpoint.open(folder).tensors()).hasSize(2);
    assertThat(Checkpoint.open(folder.resolve("variables")).tensors()).hasSize(2);
    Path training = Files.createDirectories(folder.resolve("training"));
    write("training/m-1", good());
    write("training/m-2", new BundleAssembler(2).with("late", variable(9, 1, 0, 8)));
    Files.writeString(
        training.resolve("checkpoint"), "model_checkpoint_path: \"/elsewhere/m-2\"\n");
    assertThat(Checkpoint.open(training).tensors())
        .extracting(Tensor::address)
        .containsExactly("late");
  }

  @Test
  void open_lies_endInOneLine() throws Exception {
    assertRefused(new BundleAssembler(2).with("w", variable(1, 0, 4, 25, 2, 3)), "claims bytes");
    assertRefused(
        new BundleAssembler(2).with("w", variable(1, 0, 4, 20, 2, 3)), "needs bytes 0 to 24");
    assertRefused(
        new BundleAssembler(2)
            .with("v", variable(1, 0, 4, 24, 6))
            .with("w", variable(1, 0, 4, 24, 6)),
        "its variables overlap");
    assertRefused(new BundleAssembler(2).with("w", variable(1, 5, 0, 4, 1)), "shard 5 of 2");
    assertRefused(new BundleAssembler(2).with("w", variable(1, 0, 0, 4, -1)), "negative extent");
    assertRefused(new BundleAssembler(3).with("w", variable(1, 2, 0, 4, 1)), "is missing");
  }

  private void assertRefused(BundleAssembler index, String message) throws Exception {
    write("bad", index);
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve("bad.index")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("bad.index: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_damagedIndex_endsInTensorsOrOneException() throws Exception {
    Mutations.hold(new TensorFlowReader(), "m.index", good().done(), 4000, 5);
  }
}
