package dev.sonde.checkpoint.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.numpy.NpyReader;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.safetensors.SafetensorsReader;
import dev.sonde.checkpoint.zip.ZipAssembler;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Damaged archives end in tensors or in one exception. */
class ArchiveHostileTest {

  private static final List<CheckpointReader> INSIDE =
      List.of(
          ArchiveReader.gzip(ArchiveHostileTest::find),
          ArchiveReader.tar(ArchiveHostileTest::find),
          ArchiveReader.zip(ArchiveHostileTest::find),
          new NpyReader(),
          new SafetensorsReader());

  private static @Nullable CheckpointReader find(CheckpointReader.Source source) {
    for (CheckpointReader reader : INSIDE) if (reader.recognises(source)) return reader;
    return null;
  }

  private static byte[] model() {
    String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}";
    return ByteBuffer.allocate(8 + header.length() + 16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length())
        .put(header.getBytes(UTF_8))
        .array();
  }

  private static byte[] tar() {
    return new TarAssembler()
        .entry("././@LongLink", 'L', "7", "a/b.pt\0".getBytes(UTF_8))
        .file("a", model())
        .entry("x", 'x', "14", "13 path=c.pt\n ".getBytes(UTF_8))
        .file("c", model())
        .done();
  }

  @Test
  void tar_mutated_isHeld() {
    Mutations.hold(INSIDE.get(1), "m.tar", tar(), 2000, 1);
  }

  @Test
  void gzip_mutated_isHeld() throws Exception {
    Mutations.hold(INSIDE.get(0), "m.tar.gz", ArchiveTest.gzip(tar()), 2000, 2);
  }

  @Test
  void zip_mutated_isHeld() throws Exception {
    byte[] zip =
        new ZipAssembler()
            .stored("a.pt", model())
            .deflated("b.pt", model())
            .stored("c.tar", tar())
            .stored("d.gz", ArchiveTest.gzip(model()))
            .done();
    Mutations.hold(INSIDE.get(2), "m.zip", zip, 2000, 3);
  }

  /**
   * Header text that is no record: one look at it, where searching for records would look from
   * every digit on. A record inside another's value is none.
   */
  @Test
  void tar_textThatIsNoRecord_isPassedOverOnce() throws Exception {
    byte[] digits = new byte[1 << 20];
    Arrays.fill(digits, (byte) '1');
    String value = "comment=x\n17 path=wrong.pt\n";
    byte[] nested = ((value.length() + 4) + " " + value + "\n").getBytes(UTF_8);
    TarAssembler tar = new TarAssembler();
    for (int i = 0; i < 20; i++) {
      tar.entry("x", 'x', Integer.toOctalString(digits.length), digits);
    }
    byte[] file =
        tar.entry("x", 'x', Integer.toOctalString(nested.length), nested)
            .file("right.pt", model())
            .done();
    List<Member> members = Tar.members(Bytes.of("m.tar", MemorySegment.ofArray(file)));
    assertThat(members).extracting(Member::name).containsExactly("right.pt");
  }
}
