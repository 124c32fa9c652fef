package dev.sonde.checkpoint.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.LogicalBytes;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What h5py wrote is what we read, for every layout, index, filter and type of the matrix. */
class Hdf5GoldenTest {

  static List<String> names() {
    return Goldens.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void tensor_ofEveryDataset_hasTheNumbersThatH5pyWrote(String name) {
    Hdf5File file = Goldens.open(name);
    JsonNode expected = Goldens.expected(name);
    for (JsonNode one : expected.get("tensors")) {
      String path = one.get("path").asString();
      Tensor tensor = file.dataset(path).tensor(path);
      assertThat(tensor.dtype().label()).as(path).isEqualTo(one.get("dtype").asString());
      assertThat(tensor.shape().toString()).as(path).isEqualTo(numbers(one.get("shape")));
      assertThat(LogicalBytes.sha256(tensor)).as(path).isEqualTo(one.get("sha256").asString());
    }
  }

  private static String numbers(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asLong()));
    return values.toString();
  }

  @ParameterizedTest
  @MethodSource("names")
  void datasets_ofEveryFile_areAllListed(String name) {
    Hdf5File file = Goldens.open(name);
    JsonNode expected = Goldens.expected(name);
    List<Hdf5Dataset> numeric =
        file.datasets().values().stream().filter(Hdf5Dataset::isNumbers).toList();
    if (expected.has("count")) {
      assertThat(numeric).hasSize(expected.get("count").asInt());
    } else {
      TreeSet<String> paths = new TreeSet<>();
      expected.get("tensors").forEach(one -> paths.add(one.get("path").asString()));
      assertThat(numeric).extracting(Hdf5Dataset::path).containsExactlyInAnyOrderElementsOf(paths);
    }
    assertThat(file.notes().list()).hasSize(expected.get("notes").asInt());
  }

  @ParameterizedTest
  @MethodSource("names")
  void texts_ofTextDatasets_areThoseThatH5pyWrote(String name) {
    Hdf5File file = Goldens.open(name);
    for (Map.Entry<String, JsonNode> one : Goldens.expected(name).get("texts").properties()) {
      List<String> texts = new ArrayList<>();
      one.getValue().forEach(text -> texts.add(text.asString()));
      assertThat(file.dataset(one.getKey()).texts()).isEqualTo(texts);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void attributes_ofEveryObject_areThoseThatH5pyWrote(String name) {
    Hdf5File file = Goldens.open(name);
    for (Map.Entry<String, JsonNode> one : Goldens.expected(name).get("attributes").properties()) {
      Hdf5Group group = Objects.requireNonNull(file.group(one.getKey()), one.getKey());
      assertThat(group.attributes().keySet())
          .containsExactlyInAnyOrderElementsOf(one.getValue().propertyNames());
      for (Map.Entry<String, JsonNode> attribute : one.getValue().properties()) {
        Hdf5Attribute read = Objects.requireNonNull(group.attribute(attribute.getKey()));
        assertThat(shown(read)).as(attribute.getKey()).isEqualTo(shown(attribute.getValue()));
      }
    }
  }

  private static List<String> shown(Hdf5Attribute attribute) {
    if (attribute.isText() || attribute.count() == 0) {
      return attribute.texts().stream()
          .map(text -> text.length() > 1000 ? "sha256:" + Goldens.sha256(text) : text)
          .toList();
    }
    return Arrays.stream(attribute.numbers().toDoubles()).mapToObj(String::valueOf).toList();
  }

  private static List<String> shown(JsonNode value) {
    if (value.isString()) return List.of(value.asString());
    List<String> texts = new ArrayList<>();
    value.forEach(
        one -> texts.add(one.isNumber() ? String.valueOf(one.asDouble()) : one.asString()));
    return texts;
  }
}
