package dev.sonde.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPickleTest {

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(PlainPickleTest.class.getResource(name)).toURI());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.protocol0.pkl",
        "plain.protocol1.pkl",
        "plain.protocol2.pkl",
        "plain.protocol3.pkl",
        "plain.protocol4.pkl",
        "plain.protocol5.pkl",
        "plain.joblib",
        "plain.dict.npy",
        "plain.tensors.pkl"
      })
  void open_everyWriter_holdsWhatPythonSees(String file) throws Exception {
    Checkpoint model = Checkpoint.open(resource(file));
    TensorDigest.assertAsIn(resource("pickles.json"), file, model);
    assertThat(model.notes()).isEmpty();
    if (!file.contains("tensors")) {
      assertThat(model.metadata()).containsEntry("epoch", "7").containsEntry("scalar", "0.25");
    }
  }

  @ParameterizedTest
  @CsvSource({"d2.pkl, model.conv.weight, 1.04569", "d2.pkl, model.conv.bias, 0"})
  void open_reportedFiles_areRead(String file, String address, double mean) {
    Checkpoint model = Checkpoint.open(SharedData.path("../cases/files/plain-pickle/" + file));
    assertThat(Arrays.stream(model.tensor(address).toDoubles()).average().orElseThrow())
        .isCloseTo(mean, within(5e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"d2p4.pkl", "p0.pkl", "dictobj.npy", "tensorpickle.pkl"})
  void open_otherReportedFiles_holdTensors(String file) {
    Path path = SharedData.path("../cases/files/plain-pickle/" + file);
    assertThat(Checkpoint.open(path).tensors()).isNotEmpty();
  }

  @Test
  void open_call_isNotedAndNotMade(@TempDir Path folder) throws Exception {
    byte[] evil = "cos\nsystem\n(S'touch evil'\ntR.".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("evil.pkl"), evil);
    assertThat(Checkpoint.open(file).notes())
        .containsExactly("would call os.system('touch evil') when unpickled: not run");
  }

  @Test
  void open_arrayThatIsCutOff_isRefused(@TempDir Path folder) throws Exception {
    byte[] pickle = Files.readAllBytes(resource("plain.joblib"));
    String text = new String(pickle, StandardCharsets.ISO_8859_1);
    // The array's bytes are cut off.
    byte[] cut = Arrays.copyOf(pickle, text.indexOf("numpy_array_alignment_bytes") + 60);
    Path file = Files.write(folder.resolve("cut.joblib"), cut);
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("cut.joblib: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.protocol0.pkl",
        "plain.protocol4.pkl",
        "plain.joblib",
        "plain.tensors.pkl",
        "plain.dict.npy"
      })
  void read_damagedFiles_endInTensorsOrOneException(String file) throws Exception {
    CheckpointReader reader =
        file.endsWith(".npy") ? new NpyObjectReader() : new PlainPickleReader();
    Mutations.hold(reader, file, Files.readAllBytes(resource(file)), 1500, 7);
  }
}
