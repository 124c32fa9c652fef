package dev.sonde.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributedTest {

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(DistributedTest.class.getResource(name)).toURI());
  }

  @TempDir private Path temporary;

  /** The folder as PyTorch wrote it; Maven would not copy a resource named {@code .metadata}. */
  private Path written(String folder) throws Exception {
    Path target = Files.createDirectory(temporary.resolve(folder));
    Path metadata = resource("distributed/" + folder + "/metadata");
    Files.copy(metadata, target.resolve(".metadata"));
    for (String file : new String[] {"__0_0.distcp", "__1_0.distcp"}) {
      Path source = metadata.resolveSibling(file);
      if (Files.exists(source)) Files.copy(source, target.resolve(file));
    }
    return target;
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  void open_folder_holdsWholeTensorsWhateverTheSplit(String folder) throws Exception {
    Path path = written(folder);
    Checkpoint model = Checkpoint.open(path);
    assertThat(model.format()).isEqualTo("pytorch-distributed");
    TensorDigest.assertAsIn(resource("distributed.json"), folder, model);
    assertThat(model.notes()).containsExactly("1 values that are no tensors are left out");
    Checkpoint byFile = Checkpoint.open(path.resolve("__0_0.distcp"));
    assertThat(byFile.tensors()).hasSize(model.tensors().size());
  }

  @Test
  void open_withoutTensors_saysWhatItIs() {
    Path folder = SharedData.path("../cases/files/dcp/dcp1");
    for (Path path : new Path[] {folder, folder.resolve("__0_0.distcp")}) {
      assertThatThrownBy(() -> Checkpoint.open(path))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("a distributed checkpoint (DCP)")
          .hasMessageContaining("dcp_to_torch");
    }
  }

  @Test
  void open_damagedMetadata_endsInTensorsOrOneException() throws Exception {
    Path folder = written("two");
    byte[] good = Files.readAllBytes(folder.resolve(".metadata"));
    Random random = new Random(41);
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
      byte[] damaged = good.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(folder.resolve(".metadata"), damaged);
      try {
        Checkpoint.open(folder).tensors().forEach(Tensor::toDoubles);
      } catch (CheckpointException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(400, 1499);
  }
}
