package dev.sonde.checkpoint.keras;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerasHostileTest {

  @ParameterizedTest
  @ValueSource(strings = {"functional.keras", "older.keras"})
  void read_damagedArchives_endInTensorsOrOneException(String name) {
    Mutations.hold(new KerasZipReader(), name, KerasGoldens.file(name), 2000, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy.h5", "x.weights.h5", "theano.h5", "plain.h5"})
  void read_damagedFiles_endInTensorsOrOneException(String name) {
    Mutations.hold(new KerasH5Reader(), name, KerasGoldens.file(name), 2000, 3);
  }

  /** An archive with the weights of a good one and this configuration. */
  private static byte[] archive(String config) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("config.json", config.getBytes(StandardCharsets.UTF_8));
    entries.put("model.weights.h5", KerasGoldens.file("x.weights.h5"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static void read(byte[] archive) {
    Bytes bytes = Bytes.of("x.keras", archive);
    new KerasZipReader().read(new CheckpointReader.Source(Path.of("x.keras"), false, bytes));
  }

  @Test
  void config_nestedWithoutEnd_isOneException() {
    String nested = "{\"config\":".repeat(100_000) + "1" + "}".repeat(100_000);
    byte[] archive = archive(nested);
    Mutations.holdOne(new KerasZipReader(), "x.keras", archive, "nested objects");
    assertThatThrownBy(() -> read(archive))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("x.keras: config.json is not valid JSON");
    Mutations.holdOne(
        new KerasZipReader(), "x.keras", archive("[".repeat(1_000_000)), "nested arrays");
  }

  @Test
  void config_thatExpandsTooFar_isRefused() {
    byte[] archive = archive("{\"x\":\"" + " ".repeat(17 << 20) + "\"}");
    Mutations.holdOne(new KerasZipReader(), "x.keras", archive, "long");
    assertThatThrownBy(() -> read(archive))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining("at most 16777216 are read");
  }

  @Test
  void config_ofMoreLayersThanAnyNetworkHas_isRefused() {
    byte[] archive = archive("{\"config\":{\"layers\":[" + "{},".repeat(5_000_000) + "{}]}}");
    Mutations.holdOne(new KerasZipReader(), "x.keras", archive, "many layers");
    assertThatThrownBy(() -> read(archive))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("config.json describes more than 100000 layers");
  }

  @Test
  void config_ofManyOptions_costsLittle() {
    StringBuilder options = new StringBuilder();
    for (int i = 0; i < 300_000; i++) options.append("\"o").append(i).append("\":{},");
    byte[] archive = archive("{\"config\":{" + options + "\"name\":\"x\"}}");
    Mutations.holdOne(new KerasZipReader(), "x.keras", archive, "many options");
    read(archive);
  }

  @Test
  void config_ofLambdaLayer_isTextAndNothingElse() {
    byte[] archive =
        archive(
            "{\"class_name\":\"Lambda\",\"module\":\"keras.layers\",\"config\":{\"function\":"
                + "{\"class_name\":\"__lambda__\",\"config\":{\"code\":\"b3Muc3lzdGVt\"}}}}");
    Mutations.holdOne(new KerasZipReader(), "x.keras", archive, "lambda");
    read(archive);
  }

  @Test
  void open_archiveThatIsCutOff_saysSo(@TempDir Path folder) throws IOException {
    byte[] whole = KerasGoldens.file("functional.keras");
    Path path = folder.resolve("cut.keras");
    Files.write(path, Arrays.copyOf(whole, whole.length - 200));
    assertThatThrownBy(() -> Checkpoint.open(path))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining("truncated?");
  }
}
