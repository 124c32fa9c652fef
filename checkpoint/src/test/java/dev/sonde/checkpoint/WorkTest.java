package dev.sonde.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sonde.checkpoint.onnx.OnnxReader;
import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.reader.Budget;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Notes;
import dev.sonde.checkpoint.torch.TorchZipReader;
import dev.sonde.checkpoint.zip.ZipAssembler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files made to cost more than their bytes. {@link Mutations#holdOne} caps what each may allocate;
 * quadratic work would allocate, or is counted here.
 */
class WorkTest {

  private static byte[] archive(PickleAssembler pickle) {
    return new ZipAssembler().stored("a/data.pkl", pickle.stop()).done();
  }

  /** Java's hash of a double is its halves, xored: these all have the hash 0. */
  @Test
  void pickle_keysThatCollide_areComparedByOrder() {
    int count = 100_000;
    PickleAssembler pickle = new PickleAssembler().op("\u0080\u0002}(");
    for (int i = 1; i <= count; i++) {
      ByteBuffer bits = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN);
      bits.putInt(0x3ff00000 + i).putInt(0x3ff00000 + i);
      pickle.op("G").bytes(bits.array()).op("N");
    }
    byte[] file = archive(pickle.op("u"));
    // Compared each with each they would take minutes.
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> Mutations.holdOne(new TorchZipReader(), "x.pt", file, "colliding keys"));
  }

  @Test
  void pickle_longIntegersAndPersistentIds_areCharged() {
    PickleAssembler ids = new PickleAssembler().op("(");
    byte[] line = ("P" + "x".repeat(1 << 19) + "\n0").getBytes(UTF_8);
    for (int i = 0; i < 8; i++) ids.bytes(line);
    Mutations.holdOne(new TorchZipReader(), "x.pt", archive(ids.op("t")), "ids");
    PickleAssembler integers = new PickleAssembler().op("\u0080\u0002(");
    byte[] integer = new byte[1 + 4 + 1024];
    ByteBuffer.wrap(integer).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x8b).putInt(1024);
    for (int i = 5; i < integer.length; i++) integer[i] = 7;
    for (int i = 0; i < 4000; i++) integers.bytes(integer);
    Mutations.holdOne(new TorchZipReader(), "x.pt", archive(integers.op("t")), "integers");
  }

  /** A graph in a node with a long name, and in it as many nodes or constants as there is room. */
  @Test
  void onnx_longPathBeforeManyNames_isNotCopiedForEach() throws IOException {
    byte[] constant = node("Constant", "", "c", field(5, tensorAttribute()));
    byte[] many = repeat(field(1, constant), 4000);
    byte[] outer =
        node(
            "If",
            "n".repeat(200_000),
            "y",
            field(5, concat(string(1, "then_branch"), field(6, many), varint(20, 5))));
    byte[] model = concat(varint(1, 8), field(7, concat(field(1, constant), field(1, outer))));
    Mutations.holdOne(new OnnxReader(), "m.onnx", model, "many names");
    byte[] plain = repeat(field(1, node("Relu", "r", "y", new byte[0])), 100_000);
    outer =
        node(
            "If",
            "n".repeat(1_000_000),
            "y",
            field(5, concat(string(1, "then_branch"), field(6, plain), varint(20, 5))));
    Mutations.holdOne(
        new OnnxReader(), "m.onnx", concat(varint(1, 8), field(7, field(1, outer))), "many nodes");
  }

  @Test
  void safetensors_shardSpelledManyWays_isReadOnce(@TempDir Path folder) throws IOException {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < 5000; i++) {
      header.append(i == 0 ? "" : ",").append("\"t").append(i).append("\":");
      header.append("{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
    }
    byte[] json = header.append('}').toString().getBytes(UTF_8);
    Files.write(
        folder.resolve("s"),
        ByteBuffer.allocate(8 + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array());
    List<String> map = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      if (i % 2 == 0) map.add("\"t" + i + "\":\"" + "./".repeat(i) + "s\"");
      else {
        Files.createLink(folder.resolve("s" + i), folder.resolve("s"));
        map.add("\"t" + i + "\":\"s" + i + "\"");
      }
    }
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\":{" + String.join(",", map) + "}}");
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Checkpoint checkpoint = Checkpoint.open(index);
    long cost = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(checkpoint.tensors()).hasSize(300);
    assertThat(checkpoint.notes()).hasSize(1);
    assertThat(cost).isLessThan(60L * (json.length + Files.size(index)));
  }

  @Test
  void notes_ofAFileWithAMillion_areCounted() {
    Notes notes = new Notes();
    for (int i = 0; i < 100_000; i++) notes.add("note " + i + " x".repeat(2000));
    assertThat(notes.list()).hasSize(501).last().isEqualTo("99500 further notes are left out");
    assertThat(notes.list()).allMatch(note -> note.length() < 1100);
  }

  @Test
  void budget_ofAFile_growsWithItsBytes() {
    new Budget("f", 1 << 20).spend((1 << 22) + (8 << 20));
    assertThatThrownBy(() -> new Budget("f", 1 << 20).spend((1 << 22) + (8 << 20) + 1))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("f: ");
  }

  /** LSTM weights without elements, whose other extents overflow. */
  @Test
  void gates_emptyWeightsOfAnyExtent_haveNone(@TempDir Path folder) throws IOException {
    byte[] model =
        concat(
            varint(1, 8),
            field(
                7,
                concat(
                    field(
                        1,
                        node(
                            "LSTM",
                            "l",
                            "y",
                            concat(string(1, "x"), string(1, "W"), string(1, "R")))),
                    field(
                        5,
                        concat(
                            varint(1, 1),
                            varint(1, 0),
                            varint(1, 1),
                            varint(2, 1),
                            string(8, "W"))),
                    field(
                        5,
                        concat(
                            varint(1, 1),
                            varint(1, 0),
                            varint(1, 1L << 62),
                            varint(2, 1),
                            string(8, "R"))))));
    Path file = Files.write(folder.resolve("m.onnx"), model);
    assertThat(Checkpoint.open(file).withGates().tensors()).hasSize(2);
  }

  private static byte[] tensorAttribute() {
    return concat(
        string(1, "value_float"), new byte[] {0x15, 0, 0, (byte) 0x80, 0x3f}, varint(20, 1));
  }

  private static byte[] node(String type, String name, String output, byte[] more) {
    return concat(string(2, output), string(3, name), string(4, type), more);
  }

  private static byte[] string(int field, String text) {
    return field(field, text.getBytes(UTF_8));
  }

  private static byte[] varint(int field, long value) {
    return concat(number(field << 3), number(value));
  }

  private static byte[] field(int field, byte[] content) {
    return concat(number((field << 3) | 2), number(content.length), content);
  }

  private static byte[] number(long value) {
    ByteBuffer bytes = ByteBuffer.allocate(10);
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) bytes.put((byte) (rest | 0x80));
    bytes.put((byte) rest);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static byte[] repeat(byte[] part, int times) {
    ByteBuffer all = ByteBuffer.allocate(part.length * times);
    for (int i = 0; i < times; i++) all.put(part);
    return all.array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    for (byte[] part : parts) all.put(part);
    return all.array();
  }
}
