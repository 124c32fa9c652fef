package dev.sonde.checkpoint.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsIndexTest {

  private static final String INDEX = "model.safetensors.index.json";

  @TempDir private Path folder;

  @Test
  void open_madeModel_equalsTheTruthInTheIndexsOrder() throws Exception {
    Checkpoint model = Checkpoint.open(SharedData.path("checkpoints/made/" + INDEX));
    assertThat(model.format()).isEqualTo("safetensors-index");
    assertThat(model.metadata()).containsEntry("total_size", "1");
    assertThat(model.tensors())
        .extracting(Tensor::address)
        .containsExactly("a.weight", "b.half", "c.brain", "d.long", "e.empty");
    Path truth = SharedData.path("checkpoints/made/truth.json");
    TensorDigest.assertAsIn(truth, INDEX, model);
    Checkpoint small = Checkpoint.open(SharedData.path("checkpoints/made/small.safetensors"));
    TensorDigest.assertAsIn(truth, "small.safetensors", small);
  }

  @Test
  void open_oneShard_works() {
    Checkpoint shard =
        Checkpoint.open(SharedData.path("checkpoints/made/model-00001-of-00002.safetensors"));
    assertThat(shard.tensors())
        .extracting(Tensor::address)
        .containsExactlyInAnyOrder("a.weight", "b.half");
  }

  @Test
  void open_twoShards_keepsOrderAndMetadata_andNotesWhatIsNotListed() throws Exception {
    shard("1.safetensors", Map.of("format", "pt"), "b", "unlisted");
    shard("2.safetensors", Map.of("format", "pt", "epoch", "2"), "a", "c");
    index(
        """
        {"metadata": {"total_size": 24, "epoch": 1, "nested": {"x": [1]}}, "other": [{}],
         "weight_map": {"c": "2.safetensors", "b": "1.safetensors", "a": "2.safetensors"}}\
        """);
    Checkpoint model = Checkpoint.open(folder.resolve(INDEX));
    assertThat(model.tensors()).extracting(Tensor::address).containsExactly("c", "b", "a");
    assertThat(model.metadata())
        .isEqualTo(
            Map.of("total_size", "24", "epoch", "1", "format", "pt", "2.safetensors:epoch", "2"));
    assertThat(model.notes())
        .containsExactly("1.safetensors holds tensors that the index does not list: 'unlisted'");
  }

  @Test
  void open_missingShardsAndTensors_areNamedInOneLine() throws Exception {
    index("{'weight_map': {'a': '1.safetensors', 'b': '2.safetensors', 'c': '3.safetensors'}}");
    shard("2.safetensors", Map.of(), "b");
    assertFails("shards are missing in its folder: '1.safetensors', '3.safetensors'");
    shard("1.safetensors", Map.of(), "x");
    shard("3.safetensors", Map.of(), "x");
    assertFails("shards lack tensors: 'a' of 1.safetensors, 'c' of 3.safetensors");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x.safetensors",
        "/etc/passwd",
        "sub/../../x.safetensors",
        "",
        "..",
        ".",
        "sub",
        "a\\u0000b",
        "link.safetensors"
      })
  void open_shardOutsideTheFolder_isRefused(String name, @TempDir Path elsewhere) throws Exception {
    Files.createDirectories(folder.resolve("sub"));
    Path outside = elsewhere.resolve("x.safetensors");
    save(outside, Map.of(), "a");
    Files.createSymbolicLink(folder.resolve("link.safetensors"), outside);
    index("{'weight_map': {'a': '" + name + "'}}");
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve(INDEX)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(folder.resolve(INDEX) + " names '")
        .message()
        .hasLineCount(1);
  }

  @Test
  void open_shardThatIsNoSafetensorsFile_saysSo() throws Exception {
    Files.writeString(folder.resolve("1.safetensors"), "not a checkpoint");
    index("{'weight_map': {'a': '1.safetensors'}}");
    assertFails(INDEX + ": 1.safetensors is not a safetensors file");
    // An index that names itself must not turn in circles.
    index("{'weight_map': {'a': '" + INDEX + "'}}");
    assertFails(INDEX + ": " + INDEX + ": a JSON text");
  }

  @Test
  void open_folderFromTheHub_isTheModelInIt() throws Exception {
    save(folder.resolve("model.safetensors"), Map.of(), "w");
    Files.writeString(folder.resolve("config.json"), "{}");
    Checkpoint one = Checkpoint.open(folder);
    assertThat(one.format()).isEqualTo("safetensors");
    assertThat(one.path()).isEqualTo(folder.resolve("model.safetensors"));

    Files.move(folder.resolve("model.safetensors"), folder.resolve("1.safetensors"));
    shard("2.safetensors", Map.of(), "v");
    index("{'weight_map': {'v': '2.safetensors', 'w': '1.safetensors'}}");
    Checkpoint split = Checkpoint.open(folder);
    assertThat(split.format()).isEqualTo("safetensors-index");
    assertThat(split.tensors()).extracting(Tensor::address).containsExactly("v", "w");
  }

  /** The cache of huggingface_hub: every file of a snapshot is a link to a blob. */
  @Test
  void open_hubCache_followsLinksToItsBlobsOnly() throws Exception {
    Path blobs = Files.createDirectories(folder.resolve("models--x/blobs"));
    Path snapshot = Files.createDirectories(folder.resolve("models--x/snapshots/1f"));
    save(blobs.resolve("abc"), Map.of(), "w");
    Files.createSymbolicLink(snapshot.resolve("m.safetensors"), Path.of("../../blobs/abc"));
    assertThat(Checkpoint.open(snapshot).tensors())
        .extracting(Tensor::address)
        .containsExactly("w");
    Files.writeString(snapshot.resolve(INDEX), "{\"weight_map\": {\"w\": \"m.safetensors\"}}");
    assertThat(Checkpoint.open(snapshot).format()).isEqualTo("safetensors-index");

    save(folder.resolve("secret"), Map.of(), "w");
    Files.delete(snapshot.resolve("m.safetensors"));
    Files.createSymbolicLink(snapshot.resolve("m.safetensors"), Path.of("../../../secret"));
    assertThatThrownBy(() -> Checkpoint.open(snapshot)).hasMessageContaining("a link that leaves");
  }

  @Test
  void open_folderOfSeveralCheckpoints_asksForOne() throws Exception {
    save(folder.resolve("a.safetensors"), Map.of(), "w");
    save(folder.resolve("b.safetensors"), Map.of(), "w");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .hasMessage(
            folder
                + ": a folder of 2 checkpoints (a.safetensors, b.safetensors); open one of them");
  }

  @Test
  void open_folderWithoutCheckpoint_saysSo() throws Exception {
    Files.writeString(folder.resolve("readme.md"), "nothing");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(folder + ": no checkpoint of a known format in this folder");
  }

  @Test
  void open_damagedIndex_endsInTensorsOrOneException() throws Exception {
    shard("1.safetensors", Map.of("format", "pt"), "b", "d");
    shard("2.safetensors", Map.of("format", "pt"), "a", "c");
    String good =
        """
        {"metadata": {"total_size": 24}, "weight_map": {"c": "2.safetensors", \
        "b": "1.safetensors", "a": "2.safetensors", "d": "1.safetensors"}}\
        """;
    Random random = new Random(21);
    int refused = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = good.getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean() ? (byte) random.nextInt() : (byte) good.charAt(random.nextInt(99));
      }
      Files.write(folder.resolve(INDEX), damaged);
      try {
        Checkpoint.open(folder.resolve(INDEX)).tensors().forEach(Tensor::toFloats);
      } catch (CheckpointException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(700, 1999);
  }

  private void assertFails(String message) {
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve(INDEX)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  private void index(String json) throws Exception {
    Files.writeString(folder.resolve(INDEX), json.replace('\'', '"'));
  }

  private void shard(String name, Map<String, String> metadata, String... tensors)
      throws Exception {
    save(folder.resolve(name), metadata, tensors);
  }

  private static void save(Path file, Map<String, String> metadata, String... tensors)
      throws Exception {
    List<Tensor> made =
        List.of(tensors).stream()
            .map(name -> Tensor.ofFloats(name, Shape.of(2), new float[] {1, name.charAt(0)}))
            .toList();
    Checkpoint.of(file, made, metadata).write(file);
  }

  @Test
  void open_tensorOfAnUnknownType_isNotedAndTheOthersAreRead() throws Exception {
    String header =
        "{\"a\":{\"dtype\":\"F12\",\"shape\":[1],\"data_offsets\":[0,2]},"
            + "\"b\":{\"dtype\":\"F8_E8M0\",\"shape\":[2],\"data_offsets\":[2,4]}}";
    ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
    file.put(new byte[] {1, 2, 126, (byte) 129});
    Files.write(folder.resolve("1.safetensors"), file.array());
    index("{'weight_map': {'a': '1.safetensors', 'b': '1.safetensors'}}");
    for (String name : List.of("1.safetensors", INDEX)) {
      Checkpoint opened = Checkpoint.open(folder.resolve(name));
      assertThat(opened.tensors()).hasSize(1);
      assertThat(opened.tensor("b").toFloats()).containsExactly(.5f, 4);
      assertThat(opened.notes())
          .singleElement()
          .asString()
          .endsWith("'a' is left out: its element type F12 cannot be read, 2 bytes of shape [1]");
    }
  }
}
