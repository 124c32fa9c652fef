package dev.sonde.checkpoint.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Bytes;
import dev.sonde.checkpoint.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ZipArchiveTest {

  @Test
  void head_ofADeflatedEntry_isItsBeginning() throws Exception {
    byte[] content = new byte[300_000];
    for (int i = 0; i < content.length; i++) content[i] = (byte) ((i * i) >> 7);
    ZipEntry entry = ZipArchive.open(Bytes.of("a.zip", zip("x", content))).get("x");
    for (int length : new int[] {0, 1, 12, 70_000, 300_000, 400_000}) {
      int expected = Math.min(length, content.length);
      byte[] head = entry.head(length).copy(0, expected, expected, "head");
      assertThat(entry.head(length).size()).isEqualTo(expected);
      assertThat(head).isEqualTo(Arrays.copyOf(content, expected));
    }
  }

  /** Two names for the same bytes: the trick of the overlapping zip bomb. */
  @Test
  void open_overlappingEntries_areRefused() throws Exception {
    byte[] noise = new byte[5000];
    new Random(3).nextBytes(noise);
    byte[] archive = zip("aaaa", noise);
    String text = new String(archive, StandardCharsets.ISO_8859_1);
    int central = text.indexOf("PK\1\2");
    int end = text.indexOf("PK\5\6");
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(archive, 0, central);
    for (int copy = 0; copy < 100; copy++) {
      byte[] record = Arrays.copyOfRange(archive, central, end);
      record[46] = (byte) ('a' + copy / 10);
      record[47] = (byte) ('a' + copy % 10);
      // each claims the whole archive but a little
      int packed = central - 34;
      record[20] = (byte) packed;
      record[21] = (byte) (packed >> 8);
      bomb.write(record);
    }
    byte[] tail = Arrays.copyOfRange(archive, end, archive.length);
    tail[8] = tail[10] = 100;
    bomb.write(tail);
    byte[] file = bomb.toByteArray();
    assertThatThrownBy(() -> ZipArchive.open(Bytes.of("bomb.zip", file)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("overlap");
  }

  private static byte[] zip(String name, byte[] content) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new java.util.zip.ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
