package dev.sonde.checkpoint.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files laid out as Keras does it: each tensor under the address that its users know. */
class KerasGoldenTest {

  @TempDir Path folder;

  static List<String> names() {
    return KerasGoldens.names();
  }

  private Checkpoint open(String name) throws IOException {
    Path path = folder.resolve(name);
    Files.write(path, KerasGoldens.file(name));
    return Checkpoint.open(path);
  }

  @ParameterizedTest
  @MethodSource("names")
  void addresses_areTheUsersNamesInTheModelsOrder(String name) throws IOException {
    Checkpoint checkpoint = open(name);
    List<String> expected = new ArrayList<>();
    for (JsonNode one : KerasGoldens.expected(name).get("tensors")) {
      String address = one.get("address").asString();
      expected.add(address);
      assertThat(checkpoint.has(address)).as(address).isTrue();
      Tensor tensor = checkpoint.tensor(address);
      assertThat(Arrays.stream(tensor.shape().toArray()).boxed().toList())
          .as(address)
          .isEqualTo(extents(one.get("shape")));
      assertThat(DoubleStream.of(tensor.toDoubles()).distinct().toArray())
          .as(address)
          .containsExactly(one.get("value").asDouble());
    }
    assertThat(checkpoint.tensors()).extracting(Tensor::address).isEqualTo(expected);
    assertThat(checkpoint.format()).isEqualTo(name.endsWith(".keras") ? "keras-zip" : "keras-h5");
  }

  private static List<Long> extents(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asLong()));
    return values;
  }

  @ParameterizedTest
  @MethodSource("names")
  void metadataAndNotes_areWhatTheFileSaysOfItself(String name) throws IOException {
    Checkpoint checkpoint = open(name);
    JsonNode expected = KerasGoldens.expected(name);
    Map<String, String> metadata = new TreeMap<>();
    expected.get("metadata").forEachEntry((key, value) -> metadata.put(key, value.asString()));
    assertThat(checkpoint.metadata()).containsExactlyInAnyOrderEntriesOf(metadata);
    assertThat(checkpoint.notes()).hasSize(expected.get("notes").asInt());
  }

  /** Made by {@code make_windows.py}: the same weights, as Keras saves them there. */
  @ParameterizedTest
  @ValueSource(strings = {"functional.keras", "older.keras"})
  void open_fileSavedOnWindows_hasTheAddressesOfAnyOther(String name) throws IOException {
    Checkpoint here = open(name);
    Checkpoint windows = open("windows." + name);
    assertThat(windows.tensors()).hasSameSizeAs(here.tensors());
    for (Tensor tensor : here.tensors()) {
      assertThat(windows.has(tensor.address())).as(tensor.address()).isTrue();
      assertThat(windows.tensor(tensor.address()).toDoubles()).isEqualTo(tensor.toDoubles());
    }
    assertThat(windows.tensors()).noneMatch(tensor -> tensor.address().contains("\\"));
  }
}
