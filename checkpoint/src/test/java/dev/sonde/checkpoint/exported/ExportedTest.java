package dev.sonde.checkpoint.exported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.JsonText;
import dev.sonde.checkpoint.zip.ZipAssembler;
import dev.sonde.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportedTest {

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(ExportedTest.class.getResource(name)).toURI());
  }

  @ParameterizedTest
  @ValueSource(strings = {"program.pt2", "program21.pt2", "program25.pt2", "program28.pt2"})
  void open_everyLayout_holdsWhatTorchSees(String file) throws Exception {
    Checkpoint program = Checkpoint.open(resource(file));
    assertThat(program.format()).isEqualTo("torch-export");
    TensorDigest.assertAsIn(resource("exported.json"), file, program);
    // Tied weights are one storage; a transposed parameter keeps its strides.
    assertThat(program.tensor("out.weight").storage())
        .isSameAs(program.tensor("embed.weight").storage());
    assertThat(program.tensor("turned").strides()).containsExactly(1, 4);
  }

  @Test
  void open_archive_givesTheGraphAndTellsWeightsFromConstants() throws Exception {
    ExportedArchive archive = ExportedArchive.open(resource("program.pt2"));
    assertThat(archive.models()).containsExactly("model");
    assertThat(JsonText.read(archive.program("model")).has("graph_module")).isTrue();
    assertThat(archive.weights("model").tensors()).containsKey("steps").doesNotContainKey("table");
    assertThat(archive.constants("model").tensors()).containsKey("table");
  }

  @Test
  void open_sharedPrograms_allReadWithoutANote() throws Exception {
    Path folder = SharedData.path("../networks/pt2");
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".pt2")).sorted().toList();
    }
    assertThat(files).hasSize(19);
    for (Path file : files) {
      Checkpoint program = Checkpoint.open(file);
      assertThat(program.notes()).as(file.toString()).isEmpty();
      program.tensors().forEach(tensor -> tensor.asReal().toDoubles());
    }
    assertThat(Checkpoint.open(folder.resolve("mlp.pt2")).tensors())
        .extracting(Tensor::toString)
        .containsExactly(
            "0.weight float32 [8, 6]",
            "0.bias float32 [8]",
            "1.weight float32 [8]",
            "1.bias float32 [8]",
            "3.weight float32 [3, 8]",
            "3.bias float32 [3]");
  }

  @Test
  void read_lies_endInOneLine(@TempDir Path folder) throws Exception {
    assertRefused(folder, meta(7, "8", "1", "0"), "needs bytes");
    assertRefused(folder, meta(7, "4", "1", "9223372036854775807"), "needs bytes");
    assertRefused(folder, meta(7, "4", "-1", "0"), "has the stride -1");
    assertRefused(folder, meta(7, "9000000000000000000", "0", "0"), "claims");
    assertRefused(folder, "{}", "has no path_name");
    assertRefused(folder, "{\"path_name\": \"weight_9\"}", "which is not there");
    assertThat(Checkpoint.open(made(folder, meta(31, "4", "1", "0"))).notes())
        .containsExactly("'w' has PyTorch's element type 31: left out");
    assertThat(Checkpoint.open(made(folder, meta(7, "4", "1", "0"))).tensor("w").toFloats())
        .containsExactly(1, 2, 3, 4);
  }

  private static String meta(int dtype, String size, String stride, String offset) {
    return """
    {"path_name": "weight_0", "use_pickle": false, "tensor_meta": {"dtype": %d, \
    "sizes": [{"as_int": %s}], "strides": [{"as_int": %s}], "storage_offset": {"as_int": %s}}}\
    """
        .formatted(dtype, size, stride, offset);
  }

  private static Path made(Path folder, String entry) throws Exception {
    byte[] floats = {0, 0, -128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, -128, 64};
    byte[] file =
        new ZipAssembler()
            .stored("p/archive_format", "pt2".getBytes(StandardCharsets.UTF_8))
            .stored("p/models/m.json", "{}".getBytes(StandardCharsets.UTF_8))
            .stored("p/data/weights/weight_0", floats)
            .stored(
                "p/data/weights/m_weights_config.json",
                ("{\"config\": {\"w\": " + entry + "}}").getBytes(StandardCharsets.UTF_8))
            .done();
    return Files.write(folder.resolve("made.pt2"), file);
  }

  private static void assertRefused(Path folder, String entry, String message) throws Exception {
    Path file = made(folder, entry);
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("made.pt2: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_damagedFiles_endInTensorsOrOneException() throws Exception {
    for (String file : List.of("program.pt2", "program25.pt2", "program28.pt2")) {
      byte[] good = Files.readAllBytes(resource(file));
      Mutations.hold(new ExportedReader(), file, good, 1500, 3);
    }
  }
}
