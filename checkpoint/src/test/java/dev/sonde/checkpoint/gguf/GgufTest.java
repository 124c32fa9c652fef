package dev.sonde.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GgufTest {

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(GgufTest.class.getResource(name)).toURI());
  }

  @Test
  void read_everyType_isWhatGgufPyDequantisesBitForBit() throws Exception {
    Checkpoint types = Checkpoint.open(resource("types.gguf"));
    TensorDigest.assertAsIn(resource("types.json"), "types.gguf", types);
    assertThat(types.format()).isEqualTo("gguf");
    assertThat(types.notes())
        .containsExactly(
            "tensor 'q8_1' [5, 32] has the ggml type q8_1, which cannot be read: left out");
  }

  @Test
  void read_realFiles_areWhatGgmlDequantisesBitForBit() throws Exception {
    Path folder = SharedData.path("../transformers/gguf");
    JsonNode files =
        JsonMapper.builder()
            .build()
            .readTree(Files.readString(folder.resolve("golden-dequantised.json")))
            .get("files");
    for (String file : files.propertyNames()) {
      Checkpoint model = Checkpoint.open(folder.resolve(file));
      assertThat(model.tensors()).hasSize(files.get(file).size());
      assertThat(model.notes()).isEmpty();
      for (Tensor tensor : model.tensors()) {
        JsonNode truth = files.get(file).get(tensor.address());
        assertThat(Arrays.toString(tensor.shape().toArray()).replace(" ", ""))
            .isEqualTo(truth.get("shape").toString());
        if (truth.get("type").asString().matches("F16|BF16")) continue; // not widened
        assertThat(TensorDigest.sha256(tensor))
            .as(file + " " + tensor)
            .isEqualTo(truth.get("sha256").asString());
      }
    }
  }

  @Test
  void read_anyRangeOrView_decodesTheSameNumbers() throws Exception {
    Checkpoint types = Checkpoint.open(resource("types.gguf"));
    for (String name : new String[] {"q4_0", "q6_k", "nvfp4", "iq3_s"}) {
      Tensor tensor = types.tensor(name);
      float[] all = tensor.toFloats();
      int columns = (int) tensor.shape().extent(1);
      float[] some = new float[70];
      tensor.reader().floats(columns - 7, some, 70);
      assertThat(some).as(name).isEqualTo(Arrays.copyOfRange(all, columns - 7, columns + 63));
      float[] turned = tensor.transpose(1, 0).toFloats();
      float[] part = tensor.slice(1, 3, 20).slice(0, 1, 4).toFloats();
      double[] doubles = tensor.toDoubles();
      for (int row = 0; row < 5; row++) {
        for (int column = 0; column < columns; column++) {
          float expected = all[row * columns + column];
          assertThat(turned[column * 5 + row]).isEqualTo(expected);
          assertThat(doubles[row * columns + column]).isEqualTo(expected);
          if (row >= 1 && row < 4 && column >= 3 && column < 20) {
            assertThat(part[(row - 1) * 17 + column - 3]).isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void metadata_everyType_isReadAsWritten() throws Exception {
    GgufMetadata settings = GgufFile.open(resource("types.gguf")).metadata();
    assertThat(settings.text("general.architecture")).isEqualTo("llama");
    assertThat(settings.integer("t.uint8")).isEqualTo(200);
    assertThat(settings.integer("t.int8")).isEqualTo(-100);
    assertThat(settings.integer("t.uint16")).isEqualTo(60000);
    assertThat(settings.integer("t.int16")).isEqualTo(-30000);
    assertThat(settings.integer("t.uint32")).isEqualTo(4_000_000_000L);
    assertThat(settings.integer("t.int32")).isEqualTo(-2_000_000_000);
    assertThat(settings.integer("t.int64")).isEqualTo(-(1L << 62));
    assertThat(settings.number("t.float32")).isEqualTo(0.1f);
    assertThat(settings.number("t.float64")).isEqualTo(0.1);
    assertThat(settings.flag("t.bool", false)).isTrue();
    assertThat(settings.texts("t.texts")).containsExactly("<s>", "▁the", "");
    assertThat(settings.integers("t.integers")).containsExactly(3, -1, 1 << 20);
    assertThat(settings.numbers("t.numbers")).containsExactly(0.5, -1.5);
    assertThat(settings.show("t.uint64")).isEqualTo("9223372036854775808");
    assertThat(settings.show("t.texts")).isEqualTo("array of 3 string");
    assertThatThrownBy(() -> settings.integer("t.uint64")).hasMessageContaining("too large");
    assertThatThrownBy(() -> settings.integer("t.bool"))
        .hasMessageContaining("'t.bool' is bool, expected a whole number");
    assertThatThrownBy(() -> settings.text("llama.name"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageEndingWith("types.gguf: has no setting 'llama.name'");
  }

  @Test
  void write_quantised_keepsTheNumbers(@TempDir Path folder) throws Exception {
    Checkpoint types = Checkpoint.open(resource("types.gguf"));
    types.write(folder.resolve("plain.safetensors"));
    Checkpoint plain = Checkpoint.open(folder.resolve("plain.safetensors"));
    assertThat(plain.tensor("q5_k").toFloats()).isEqualTo(types.tensor("q5_k").toFloats());
  }

  @Test
  void read_hostileFiles_endInOneLine() {
    refused(header(1, 0, 0), "GGUF version 1: convert it");
    refused(header(0x0300_0000, 0, 0), "big-endian");
    refused(header(3, 1L << 40, 0), "claims 1099511627776 tensors");
    refused(header(3, 0, -1), "claims -1 settings");
    // One tensor of 2⁶² numbers over no bytes; two over the same bytes; half a block.
    refused(header(3, 1, 0, tensor("a", 0, 0, 1L << 31, 1L << 31)), "tensor 'a' needs");
    refused(
        header(3, 2, 0, tensor("a", 24, 0, 50), tensor("b", 24, 1, 50), new byte[60]),
        "tensors overlap");
    refused(header(3, 1, 0, tensor("a", 2, 0, 33), new byte[90]), "needs a multiple of 32");
    refused(header(3, 1, 0, tensor("a", 24, -64, 1), new byte[90]), "tensor 'a' needs");
    // An array of 2⁵⁰ texts, and arrays in arrays without end.
    refused(header(3, 0, 1, text("k"), ints(9, 8), longs(1L << 50), new byte[64]), "an array");
    byte[] nested = new byte[0];
    for (int i = 0; i < 20; i++) nested = joined(ints(9), longs(1), nested);
    refused(header(3, 0, 1, text("k"), ints(9), nested, new byte[64]), "nested too deeply");
  }

  private static void refused(byte[] file, String message) {
    var source =
        new CheckpointReader.Source(Path.of("bad.gguf"), false, Bytes.of("bad.gguf", file));
    assertThat(new GgufReader().recognises(source)).isTrue();
    assertThatThrownBy(() -> new GgufReader().read(source))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("bad.gguf: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_damagedFiles_endInTensorsOrOneException() throws Exception {
    byte[] good = Files.readAllBytes(resource("types.gguf"));
    Mutations.hold(new GgufReader(), "types.gguf", good, 2000, 1);
    byte[] small =
        header(3, 1, 1, text("k"), ints(9, 8), longs(1), text("v"), tensor("a", 2, 0, 32));
    Mutations.hold(new GgufReader(), "small.gguf", joined(small, new byte[64]), 3000, 2);
  }

  private static byte[] header(int version, long tensors, long settings, byte[]... rest) {
    byte[] magic = "GGUF".getBytes(StandardCharsets.US_ASCII);
    return joined(magic, ints(version), longs(tensors, settings), joined(rest));
  }

  private static byte[] tensor(String name, int type, long offset, long... extents) {
    return joined(text(name), ints(extents.length), longs(extents), ints(type), longs(offset));
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return joined(longs(bytes.length), bytes);
  }

  private static byte[] ints(int... values) {
    byte[] bytes = new byte[4 * values.length];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (values[i / 4] >> (8 * (i % 4)));
    return bytes;
  }

  private static byte[] longs(long... values) {
    byte[] bytes = new byte[8 * values.length];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (values[i / 8] >> (8 * (i % 8)));
    return bytes;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }
}
