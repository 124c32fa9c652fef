package dev.sonde.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real and made checkpoints of {@code shared/data}. */
class TorchSharedTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state-dict-zip.pt",
        "state-dict-legacy.pt",
        "training-checkpoint.pt",
        "whole-module-zip.pt",
        "whole-module-legacy.pt"
      })
  void open_madeFile_givesTheTensorsOfTheTruth(String name) throws Exception {
    Checkpoint checkpoint = Checkpoint.open(SharedData.path("checkpoints/made/" + name));
    TensorDigest.assertAsIn(SharedData.path("checkpoints/made/truth.json"), name, checkpoint);
    assertThat(checkpoint.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile-zip.pt", "hostile-legacy.pt"})
  void open_hostileFile_readsTheHonestTensorAndSaysWhatWouldHaveRun(String name) {
    Checkpoint hostile = Checkpoint.open(SharedData.path("checkpoints/made/" + name));
    assertThat(hostile.tensor("w").shape()).isEqualTo(Shape.of(2));
    assertThat(hostile.tensor("w").toFloats()).hasSize(2);
    assertThat(hostile.notes())
        .containsExactly(
            "would call os.system('touch sonde-evil-ran') when unpickled: not run"
                + " (the file names it posix.system)");
    assertThat(Path.of("sonde-evil-ran")).doesNotExist();
  }

  @Test
  void open_everyTrainedNetwork_withoutAComplaint() throws Exception {
    List<Path> files;
    try (Stream<Path> list = Files.list(SharedData.path("rnn-fsm"))) {
      files = list.filter(path -> !path.toString().endsWith("LICENSE")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(50);
    for (Path file : files) {
      Checkpoint network = Checkpoint.open(file);
      assertThat(network.tensors()).as(file.toString()).hasSizeGreaterThanOrEqualTo(4);
      assertThat(network.notes()).as(file.toString()).isEmpty();
      network.tensors().forEach(tensor -> assertThat(tensor.toFloats()).isNotEmpty());
    }
  }

  @Test
  void open_cifarResnets_areNamedUnderTheirStateDict() {
    Checkpoint resnet = Checkpoint.open(SharedData.path("cifar-resnets/resnet20-12fca82f.th"));
    assertThat(resnet.format()).isEqualTo("pytorch-legacy");
    assertThat(resnet.tensor("state_dict.module.conv1.weight").shape())
        .isEqualTo(Shape.of(16, 3, 3, 3));
    assertThat(resnet.tensors()).allMatch(tensor -> tensor.dtype() == DType.FLOAT32);
    assertThat(resnet.metadata()).containsKey("best_prec1");
    assertThat(resnet.notes()).isEmpty();
    assertThat(Checkpoint.open(SharedData.path("cifar-resnets/resnet32-d509ac18.th")).notes())
        .isEmpty();
  }

  @Test
  void open_networkOfTorchBeforeOne_isRead() {
    Checkpoint pnet = Checkpoint.open(SharedData.path("checkpoints/mtcnn-pnet-legacy.pt"));
    assertThat(pnet.tensor("conv1.weight").shape()).isEqualTo(Shape.of(10, 3, 3, 3));
    assertThat(pnet.notes()).isEmpty();
  }
}
