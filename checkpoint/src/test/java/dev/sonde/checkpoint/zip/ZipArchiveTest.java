package dev.sonde.checkpoint.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.zip.ZipAssembler.Central;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ZipArchiveTest {

  private static final byte[] NONE = {};

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ZipArchive open(byte[] file) {
    return ZipArchive.open(Bytes.of("a.zip", file));
  }

  private static String content(ZipArchive archive, String name) {
    Bytes content = archive.get(name).content();
    return content.utf8(0, content.size(), 1 << 20, "content");
  }

  private static void assertRefused(byte[] file, String... words) {
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("a.zip")
        .hasMessageContainingAll(words);
  }

  @Test
  void open_storedAndDeflatedEntries_givesTheirContent() {
    ZipArchive archive =
        open(
            new ZipAssembler()
                .stored("x/a", utf8("first"))
                .stored("x/folder/", NONE)
                .deflated("x/b", utf8("second ".repeat(100)))
                .done());
    assertThat(archive.names()).containsExactly("x/a", "x/folder/", "x/b");
    assertThat(archive.get("x/a").isStored()).isTrue();
    assertThat(content(archive, "x/a")).isEqualTo("first");
    assertThat(archive.get("x/b").isStored()).isFalse();
    assertThat(content(archive, "x/b")).isEqualTo("second ".repeat(100));
    assertThat(archive.get("x/folder/").size()).isZero();
  }

  @Test
  void open_archiveOfJavaWithDataDescriptors_isRead() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setComment("PK");
      zip.putNextEntry(new java.util.zip.ZipEntry("größe"));
      zip.write(utf8("content"));
      zip.closeEntry();
      zip.putNextEntry(new java.util.zip.ZipEntry("empty/"));
    }
    assertThat(content(open(out.toByteArray()), "größe")).isEqualTo("content");
  }

  @Test
  void open_zip64EndRecord_isRead() {
    assertThat(content(open(new ZipAssembler().stored("a", utf8("x")).done64()), "a"))
        .isEqualTo("x");
  }

  @Test
  void open_zip64SizesInTheExtraField_areRead() {
    byte[] extra = new byte[4 + 4 + 24];
    extra[0] = 0x55; // an unknown field of no length first
    extra[4] = 1;
    extra[6] = 24;
    extra[8] = 3; // size, packed, local
    extra[16] = 3;
    ZipAssembler zip = new ZipAssembler().entry("a", 0, utf8("abc"), 3);
    byte[] honest = zip.done();
    byte[] local = Arrays.copyOf(honest, 30 + 1 + 3);
    byte[] file =
        new ZipAssembler()
            .raw(local)
            .central(new Central("a", 0, 0, 0xffff_ffffL, 0xffff_ffffL, 0xffff_ffffL, extra))
            .done();
    assertThat(content(open(file), "a")).isEqualTo("abc");
  }

  @Test
  void open_zip64FieldTooShortForItsSizes_isRefused() {
    byte[] extra = {1, 0, 8, 0, 3, 0, 0, 0, 0, 0, 0, 0};
    byte[] local = Arrays.copyOf(new ZipAssembler().stored("a", utf8("abc")).done(), 34);
    assertRefused(
        new ZipAssembler()
            .raw(local)
            .central(new Central("a", 0, 0, 0xffff_ffffL, 0xffff_ffffL, 0, extra))
            .done(),
        "ZIP64 field without its sizes");
  }

  @Test
  void open_twoEntriesOverTheSameBytes_isRefused() {
    byte[] bomb = ZipAssembler.deflate(new byte[1 << 20]);
    ZipAssembler zip = new ZipAssembler().entry("a", 8, bomb, 1 << 20);
    zip.central(new Central("a2", 0, 8, bomb.length, 1 << 20, 0, NONE));
    assertRefused(zip.done(), "'a2' is named 'a'");
  }

  @Test
  void open_entryInsideTheContentOfAnother_isRefused() {
    // The kernel of a better zip bomb: a's content quotes b's local header and shares its data.
    byte[] inner = Arrays.copyOf(new ZipAssembler().stored("b", utf8("data")).done(), 35);
    ZipAssembler zip = new ZipAssembler().stored("a", inner);
    zip.central(new Central("b", 0, 0, 4, 4, 31, NONE));
    assertRefused(zip.done(), "'a' overlaps with entry 'b'");
  }

  @Test
  void open_entryThatReachesIntoTheDirectory_isRefused() {
    ZipAssembler zip = new ZipAssembler();
    byte[] local = Arrays.copyOf(new ZipAssembler().stored("a", utf8("abc")).done(), 34);
    byte[] file = zip.raw(local).central(new Central("a", 0, 0, 9, 9, 0, NONE)).done();
    assertRefused(file, "'a' overlaps with the directory");
  }

  @Test
  void open_directoryWithAnEntryThatTheEndRecordDoesNotCount_isRefused() {
    ZipAssembler zip = new ZipAssembler().stored("a", utf8("x")).stored("b", utf8("y"));
    int start = zip.position();
    zip.writeDirectory();
    int length = zip.position() - start;
    assertRefused(zip.end(1, length, start).bytes(), "more than its 1 entries");
  }

  @Test
  void open_gapBetweenDirectoryAndEnd_isRefused() {
    // Python's zipfile would shift every offset by the gap and see other entries.
    ZipAssembler zip = new ZipAssembler().stored("a", utf8("x"));
    int start = zip.position();
    zip.writeDirectory();
    int length = zip.position() - start;
    assertRefused(zip.raw(new byte[8]).end(1, length, start).bytes(), "does not end here");
  }

  @Test
  void open_endRecordsThatDisagree_isRefused() {
    ZipAssembler zip = new ZipAssembler().stored("a", utf8("x"));
    int start = zip.position();
    zip.writeDirectory();
    int length = zip.position() - start;
    assertRefused(zip.end64(1, length, start).end(2, length, start).bytes(), "contradict");
  }

  @Test
  void open_zip64RecordWithHiddenBytesBehindIt_isRefused() {
    ZipAssembler zip = new ZipAssembler().stored("a", utf8("x"));
    int start = zip.position();
    zip.writeDirectory();
    int length = zip.position() - start;
    int at = zip.position();
    zip.little(4, 0x06064b50).little(8, 44).raw(new byte[12]).little(8, 1).little(8, 1);
    zip.little(8, length).little(8, start).raw(new byte[5]);
    zip.little(4, 0x07064b50).little(4, 0).little(8, at).little(4, 1);
    assertRefused(zip.end(1, length, start).bytes(), "does not end at its locator");
  }

  @Test
  void open_zip64CountOrOffsetBeyondTheFile_isRefused() {
    for (long lie : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40}) {
      ZipAssembler counts = new ZipAssembler().stored("a", utf8("x"));
      int start = counts.position();
      counts.writeDirectory();
      int length = counts.position() - start;
      assertRefused(
          counts.end64(lie, length, start).end(0xffff, length, start).bytes(), "archive of");
      ZipAssembler starts = new ZipAssembler().stored("a", utf8("x")).writeDirectory();
      assertRefused(
          starts.end64(1, length, lie).end(1, length, 0xffff_ffffL).bytes(), "does not end here");
    }
  }

  @Test
  void open_localHeaderOfAnotherName_isRefused() {
    ZipAssembler zip = new ZipAssembler();
    byte[] local = Arrays.copyOf(new ZipAssembler().stored("evil", utf8("abc")).done(), 37);
    byte[] file = zip.raw(local).central(new Central("good", 0, 0, 3, 3, 0, NONE)).done();
    assertRefused(file, "'good' is named 'evil'");
  }

  @Test
  void open_twoEntriesOfOneName_isRefused() {
    assertRefused(
        new ZipAssembler().stored("a", utf8("x")).stored("a", utf8("y")).done(),
        "two entries are named 'a'");
  }

  @Test
  void open_encryptedEntry_isRefused() {
    byte[] local = Arrays.copyOf(new ZipAssembler().stored("a", utf8("abc")).done(), 34);
    assertRefused(
        new ZipAssembler().raw(local).central(new Central("a", 1, 0, 3, 3, 0, NONE)).done(),
        "encrypted");
  }

  @Test
  void open_claimBeyondDeflatesRatio_isRefused() {
    assertRefused(
        new ZipAssembler().entry("a", 8, new byte[100], 1 << 20).done(), "claim to hold 1048576");
  }

  @Test
  void content_longerOrShorterThanClaimed_isRefused() {
    byte[] packed = ZipAssembler.deflate(utf8("content"));
    for (int claim : new int[] {0, 6, 8}) {
      ZipArchive archive = open(new ZipAssembler().entry("a", 8, packed, claim).done());
      assertThatThrownBy(() -> archive.get("a").content())
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("a.zip!a");
    }
  }

  @Test
  void content_truncatedDeflateStream_isRefused() {
    byte[] packed = ZipAssembler.deflate(utf8("content ".repeat(50)));
    byte[] half = Arrays.copyOf(packed, packed.length / 2);
    ZipArchive archive = open(new ZipAssembler().entry("a", 8, half, 400).done());
    assertThatThrownBy(() -> archive.get("a").content())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("ends too early");
  }

  @Test
  void names_thatLeadOutOfAFolder_areMereNames() {
    ZipArchive archive = open(new ZipAssembler().stored("../../x", utf8("y")).done());
    assertThat(content(archive, "../../x")).isEqualTo("y");
    assertThat(archive.find("x")).isNull();
  }

  @Test
  void storage_ofAStoredEntry_isTheFileItself() {
    byte[] file = new ZipAssembler().stored("a", utf8("abc")).done();
    ZipArchive archive = open(file);
    file[31] = 'X';
    assertThat(archive.get("a").storage().bytes().get(ValueLayout.JAVA_BYTE, 0))
        .isEqualTo((byte) 'X');
  }

  @Test
  void head_ofADeflatedEntry_isItsBeginning() {
    byte[] content = new byte[300_000];
    for (int i = 0; i < content.length; i++) content[i] = (byte) ((i * i) >> 7);
    ZipEntry entry = open(new ZipAssembler().deflated("x", content).done()).get("x");
    for (int length : new int[] {0, 1, 12, 70_000, 300_000, 400_000}) {
      int expected = Math.min(length, content.length);
      byte[] head = entry.head(length).copy(0, expected, expected, "head");
      assertThat(entry.head(length).size()).isEqualTo(expected);
      assertThat(head).isEqualTo(Arrays.copyOf(content, expected));
    }
  }
}
