package dev.sonde.network.model;

import dev.sonde.checkpoint.onnx.OnnxElementType;
import dev.sonde.checkpoint.onnx.Proto;
import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.zip.ZipAssembler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;

/** Files of one large matrix whose numbers are a hole: they take no disk. */
final class LargeFiles {

  /** The matrix is [UNITS × UNITS]: 1 GiB. */
  static final long UNITS = 1 << 14;

  static final long BYTES = 4 * UNITS * UNITS;

  private LargeFiles() {}

  private static Path write(Path file, byte[] before, byte[] after) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(before));
      out.write(ByteBuffer.allocate(1), before.length + BYTES - 1);
      out.write(ByteBuffer.wrap(after), before.length + BYTES);
    }
    return file;
  }

  private static PickleAssembler stateDict() {
    long[] square = {UNITS, UNITS};
    return new PickleAssembler()
        .op("\u0080\u0002}(")
        .text("0.weight")
        .tensor("Float", "0", UNITS * UNITS, 0, square, new long[] {UNITS, 1})
        .text("2.weight")
        .tensor("Float", "1", UNITS, 0, new long[] {1, UNITS}, new long[] {UNITS, 1})
        .op("u");
  }

  static Path safetensors(Path folder) throws IOException {
    String header =
        String.format(
            Locale.ROOT,
            "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]},"
                + "\"2.weight\":{\"dtype\":\"F32\",\"shape\":[1,%d],\"data_offsets\":[%d,%d]}}",
            UNITS,
            UNITS,
            BYTES,
            UNITS,
            BYTES,
            BYTES + 4 * UNITS);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(text.length).put(text);
    return write(
        folder.resolve("large.safetensors"), start.array(), new byte[Math.toIntExact(4 * UNITS)]);
  }

  /** As {@code torch.save} writes a state dict: a ZIP whose storage 0 is a hole. */
  static Path torchZip(Path folder) throws IOException {
    ZipAssembler before =
        new ZipAssembler()
            .stored("archive/data.pkl", stateDict().stop())
            .stored("archive/data/1", new byte[Math.toIntExact(4 * UNITS)])
            .stored("archive/version", "3\n".getBytes(StandardCharsets.UTF_8));
    int at = before.position();
    byte[] name = "archive/data/0".getBytes(StandardCharsets.UTF_8);
    before.little(4, 0x04034b50).little(2, 20).little(2, 0).little(2, 0).little(4, 0);
    before.little(4, 0).little(4, BYTES).little(4, BYTES).little(2, name.length).little(2, 0);
    before.raw(name);
    int start = before.position();
    before.central(new ZipAssembler.Central("archive/data/0", 0, 0, BYTES, BYTES, at, new byte[0]));
    byte[] all = before.done();
    ByteBuffer after = ByteBuffer.wrap(all, start, all.length - start).slice();
    after.order(ByteOrder.LITTLE_ENDIAN);
    after.putInt(after.capacity() - 6, Math.toIntExact(start + BYTES));
    byte[] directory = new byte[after.capacity()];
    after.get(0, directory);
    byte[] head = new byte[start];
    System.arraycopy(all, 0, head, 0, start);
    return write(folder.resolve("large.pt"), head, directory);
  }

  /** An ONNX model whose matrix is in the file. */
  static Path onnx(Path folder) throws IOException {
    // The bytes of a message stand behind its length: those of the hole are counted, not written.
    byte[] tensor =
        Proto.of(t -> t.tensor("w", OnnxElementType.FLOAT, UNITS, UNITS).key(9, 2).varint(BYTES));
    byte[] graph = Proto.of(g -> product(g).key(5, 2).varint(tensor.length + BYTES).raw(tensor));
    byte[] model =
        Proto.of(
            m ->
                m.integer(1, 8)
                    .message(8, set -> set.text(1, "").integer(2, 17))
                    .key(7, 2)
                    .varint(graph.length + BYTES)
                    .raw(graph));
    return write(folder.resolve("large.onnx"), model, new byte[0]);
  }

  /** An ONNX model whose matrix is in a file beside it. */
  static Path onnxBeside(Path folder) throws IOException {
    write(folder.resolve("large.data"), new byte[0], new byte[0]);
    byte[] model =
        Proto.model(
            g ->
                product(g)
                    .initializer(
                        "w",
                        OnnxElementType.FLOAT,
                        new long[] {UNITS, UNITS},
                        t -> {
                          t.message(13, entry -> entry.text(1, "location").text(2, "large.data"));
                          t.message(13, entry -> entry.text(1, "offset").text(2, "0"));
                          t.message(13, entry -> entry.text(1, "length").text(2, "" + BYTES));
                          t.integer(14, 1);
                        }));
    return Files.write(folder.resolve("beside.onnx"), model);
  }

  private static Proto product(Proto graph) {
    graph.text(2, "graph").message(11, info("x")).message(12, info("y"));
    return graph.node("product", "MatMul", new String[] {"x", "w"}, new String[] {"y"}, _ -> {});
  }

  private static Consumer<Proto> info(String name) {
    return info ->
        info.text(1, name)
            .message(
                2,
                t ->
                    t.message(
                        1,
                        x ->
                            x.integer(1, OnnxElementType.FLOAT.number())
                                .message(
                                    2,
                                    shape ->
                                        shape
                                            .message(1, axis -> axis.text(2, "n"))
                                            .message(1, axis -> axis.integer(1, UNITS)))));
  }
}
