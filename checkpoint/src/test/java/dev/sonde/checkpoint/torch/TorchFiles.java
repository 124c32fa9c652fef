package dev.sonde.checkpoint.torch;

import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.zip.ZipAssembler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Builds PyTorch files around hand-written pickles, and reads them. */
final class TorchFiles {

  private TorchFiles() {}

  static PickleAssembler pickle() {
    return new PickleAssembler().op("\u0080\u0002");
  }

  static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) bytes.putFloat(value);
    return bytes.array();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An archive as torch writes it, with one storage {@code 0} of four floats 1, 2, 3, 4. */
  static byte[] zip(PickleAssembler pickle) {
    return archive(pickle).done();
  }

  static ZipAssembler archive(PickleAssembler pickle) {
    return new ZipAssembler()
        .stored("archive/data.pkl", pickle.stop())
        .stored("archive/data/0", floats(1, 2, 3, 4))
        .stored("archive/version", utf8("3\n"));
  }

  /** The magic number, the protocol and the facts of the system that start a legacy stream. */
  static PickleAssembler legacyHead(boolean littleEndian) {
    return pickle()
        .op("\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.")
        .op("\u0080\u0002M")
        .little(2, 1001)
        .op(".\u0080\u0002}")
        .text("little_endian")
        .op(littleEndian ? "\u0088s." : "\u0089s.");
  }

  static Contents read(CheckpointReader reader, byte[] file) {
    return reader.read(source(file));
  }

  static CheckpointReader.Source source(byte[] file) {
    return new CheckpointReader.Source(Path.of("x.pt"), false, Bytes.of("x.pt", file));
  }
}
