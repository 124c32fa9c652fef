package dev.sonde.checkpoint.hdf5;

import static dev.sonde.checkpoint.hdf5.Crafted.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are meant to do harm; none is damaged by chance. */
class Hdf5AttacksTest {

  private static final String NAME = "attack.h5";

  private final Crafted file = new Crafted();

  private Hdf5File open(long root) {
    byte[] bytes = file.finish(root);
    Mutations.holdOne(new EverythingReader(false), NAME, bytes, "attack");
    return Hdf5File.open(Bytes.of(NAME, bytes), false);
  }

  /** The file's only dataset, whose messages these are. */
  private Hdf5Dataset dataset(byte[]... messages) {
    long dataset = file.header(messages);
    return open(file.header(Crafted.group(), Crafted.hardLink("x", dataset))).dataset("/x");
  }

  private void refused(Runnable read, String... parts) {
    assertThatThrownBy(read::run)
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(NAME + ": /x: ")
        .hasMessageContainingAll(parts);
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  @Test
  void crafted_honestDataset_isRead() {
    long data = file.put(part().u32(Float.floatToIntBits(1)).u32(Float.floatToIntBits(2)).done());
    Hdf5Dataset x = dataset(Crafted.shape(2), Crafted.floats(), Crafted.contiguous(data, 8));
    assertThat(x.tensor("x").toFloats()).containsExactly(1, 2);
  }

  @Test
  void tree_whoseNodeIsItsOwnChild_isRefused() {
    byte[] key = part().u32(16).u32(0).u64(0, 0).done();
    long node = file.next();
    file.put(Crafted.node(1, 1).bytes(key).u64(node).bytes(key).done());
    Hdf5Dataset x = dataset(Crafted.shape(4), Crafted.floats(), Crafted.chunked(node, 4));
    refused(() -> x.tensor("x").toFloats(), "comes back to this node");
  }

  @Test
  void tree_whoseNodesAllLeadToOne_isRefused() {
    byte[] key = part().u32(16).u32(0).u64(0, 0).done();
    long child = file.put(Crafted.node(0, 0).done());
    for (int level = 1; level <= 60; level++) {
      Crafted.Part node = Crafted.node(level, 2).bytes(key).u64(child).bytes(key).u64(child);
      child = file.put(node.bytes(key).done());
    }
    Hdf5Dataset x = dataset(Crafted.shape(4), Crafted.floats(), Crafted.chunked(child, 4));
    refused(() -> x.tensor("x").toFloats(), "comes back to this node");
  }

  @Test
  void header_thatContinuesAtItself_isRefused() {
    long block = file.next();
    byte[] again = Crafted.message(0x10, part().u64(block, 4 + 20 + 4));
    file.put(part().text("OCHK").bytes(again).u32(0).done());
    byte[] link = Crafted.message(0x10, part().u64(block, 4 + 20 + 4));
    refused(() -> dataset(link), "continues in a circle");
  }

  @Test
  void header_thatContinuesInOverlappingBlocks_runsOutOfWork() {
    // Each block starts eight bytes after the one before, and all are full of empty messages.
    long zeros = file.put(new byte[64_000]);
    Crafted.Part all = part().u8(1, 0).u16(3000).u32(1).u32(3000 * 24).u32(0);
    for (int i = 0; i < 3000; i++) all.u16(0x10).u16(16).u32(0).u64(zeros + 8L * i, 40_000);
    long header = file.put(all.done());
    long root = file.header(Crafted.group(), Crafted.hardLink("x", header));
    refused(() -> open(root), "refer to the same bytes again and again");
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 60, Long.MAX_VALUE, 1L << 40})
  void dataset_ofMoreElementsThanAnyFileHas_isRefused(long extent) {
    refused(
        () -> dataset(Crafted.shape(extent), Crafted.floats(), Crafted.contiguous(48, 16)),
        "bytes");
  }

  @Test
  void dataset_whoseExtentsOverflow_isRefused() {
    long side = 1L << 32;
    refused(
        () -> dataset(Crafted.shape(side, side), Crafted.floats(), Crafted.contiguous(48, 16)),
        "more than 2^63");
  }

  @Test
  void dataset_ofManyUnwrittenChunks_isRefused() {
    refused(
        () -> dataset(Crafted.shape(1L << 40), Crafted.floats(), Crafted.chunked(-1, 1024)),
        "claims to hold");
  }

  @Test
  void chunk_largerThanItsBytesCanExpandTo_isRefused() {
    long data = file.put(deflated(new byte[64]));
    byte[] key = part().u32(file.next() - data).u32(0).u64(0, 0).done();
    long tree = file.put(Crafted.node(0, 1).bytes(key).u64(data).bytes(key).done());
    Hdf5Dataset x =
        dataset(
            Crafted.shape(1 << 20),
            Crafted.floats(),
            Crafted.chunked(tree, 1 << 20),
            Crafted.deflate());
    refused(() -> x.tensor("x").toFloats(), "stored bytes claim to be a chunk of 4194304");
  }

  @Test
  void chunk_beyondTheFilesEnd_isRefused() {
    byte[] key = part().u32(0xffff_ffffL).u32(0).u64(0, 0).done();
    long tree = file.put(Crafted.node(0, 1).bytes(key).u64(48).bytes(key).done());
    Hdf5Dataset x =
        dataset(Crafted.shape(4), Crafted.floats(), Crafted.chunked(tree, 4), Crafted.deflate());
    refused(() -> x.tensor("x").toFloats(), "a chunk needs 4294967295 bytes");
  }

  @Test
  void chunk_thatIsAGzipBomb_stopsAtItsSize() {
    byte[] bomb = deflated(new byte[64 << 20]);
    long data = file.put(bomb);
    byte[] key = part().u32(bomb.length).u32(0).u64(0, 0).done();
    long tree = file.put(Crafted.node(0, 1).bytes(key).u64(data).bytes(key).done());
    Hdf5Dataset x =
        dataset(Crafted.shape(4), Crafted.floats(), Crafted.chunked(tree, 4), Crafted.deflate());
    refused(() -> x.tensor("x").toFloats(), "a chunk holds more than 16 bytes");
  }

  @Test
  void chunks_inOnePlaceManyTimes_areRefused() {
    long data = file.put(new byte[16]);
    byte[] key = part().u32(16).u32(0).u64(0, 0).done();
    Crafted.Part node = Crafted.node(0, 1000);
    for (int i = 0; i < 1000; i++) node.bytes(key).u64(data);
    long tree = file.put(node.bytes(key).done());
    Hdf5Dataset x = dataset(Crafted.shape(4), Crafted.floats(), Crafted.chunked(tree, 4));
    refused(() -> x.tensor("x").toFloats(), "more chunks than the dataset has room for");
  }

  @Test
  void dataset_thatManyNamesClaim_isRefusedAtTheFilesLimit() {
    file.put(new byte[1 << 16]);
    long one = file.header(Crafted.shape(1 << 20), Crafted.floats(), Crafted.chunked(-1, 1 << 20));
    List<byte[]> messages = new ArrayList<>(List.of(Crafted.group()));
    for (int i = 0; i < 1000; i++) messages.add(Crafted.hardLink("x" + i, one));
    long root = file.header(messages.toArray(new byte[0][]));
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("all datasets of this file together cannot hold more than");
  }

  @Test
  void text_whoseHeapHasNoSuchObject_isRefused() {
    byte[] heap = part().text("GCOL").u8(1, 0, 0, 0).u64(64).u16(1).u16(0).u32(0).u64(5).done();
    long collection = file.put(heap);
    file.put(part().text("hello\0\0\0").u64(0, 0).done());
    byte[] text = Crafted.message(Message.DATATYPE, part().u8(0x19, 1, 0, 0).u32(16));
    long honest = file.put(part().u32(5).u64(collection).u32(1).done());
    long noObject = file.put(part().u32(5).u64(collection).u32(9).done());
    long tooLong = file.put(part().u32(50).u64(collection).u32(1).done());
    long noHeap = file.put(part().u32(5).u64(48 + 4).u32(1).done());
    assertThat(dataset(Crafted.shape(1), text, Crafted.contiguous(honest, 16)).texts())
        .containsExactly("hello");
    Hdf5Dataset missing = dataset(Crafted.shape(1), text, Crafted.contiguous(noObject, 16));
    refused(missing::texts, "without the object 9");
    Hdf5Dataset longer = dataset(Crafted.shape(1), text, Crafted.contiguous(tooLong, 16));
    refused(longer::texts, "text of 50 bytes in a heap's object of 5");
    Hdf5Dataset nowhere = dataset(Crafted.shape(1), text, Crafted.contiguous(noHeap, 16));
    refused(nowhere::texts, "here should be a global heap collection");
  }

  @Test
  void softLinks_inACircle_areNoted() {
    Hdf5File opened =
        open(
            file.header(
                Crafted.group(),
                Crafted.softLink("a", "b"),
                Crafted.softLink("b", "/a"),
                Crafted.softLink("c", "c/c/c")));
    assertThat(opened.datasets()).isEmpty();
    assertThat(opened.notes().list()).hasSize(3).allMatch(note -> note.contains("left out"));
  }

  @Test
  void softLinks_toOutside_leadNowhere() {
    Hdf5File opened = open(file.header(Crafted.group(), Crafted.softLink("a", "../../etc/passwd")));
    assertThat(opened.datasets()).isEmpty();
    assertThat(opened.notes().list()).hasSize(1);
  }

  @Test
  void externalLink_isNotedAndNotFollowed() {
    String target = "\0/etc/passwd\0/x\0";
    byte[] link =
        Crafted.message(
            Message.LINK, part().u8(1, 8, 64, 1).text("y").u16(target.length()).text(target));
    Hdf5File opened = open(file.header(Crafted.group(), link));
    assertThat(opened.notes().list())
        .containsExactly("/y is an external link to '/x' in the file '/etc/passwd': not followed");
  }

  @Test
  void group_insideItself_isListedOnce() {
    long group = file.header(Crafted.group(), Crafted.hardLink("y", 0));
    file.patch(file.next() - 4 - 8, group);
    Hdf5File opened = open(group);
    assertThat(opened.groups().keySet()).containsExactly("/");
    assertThat(opened.notes().list())
        .containsExactly("/y is the group / under another name: listed there only");
  }

  @Test
  void groups_thatShareGroups_costNoMoreThanTheirLinks() {
    long below = file.header(Crafted.group());
    for (int level = 0; level < 60; level++) {
      below =
          file.header(Crafted.group(), Crafted.hardLink("a", below), Crafted.hardLink("b", below));
    }
    assertThat(open(below).groups()).hasSize(61);
  }

  @Test
  void groups_tooDeepInsideEachOther_areRefused() {
    long below = file.header(Crafted.group());
    for (int level = 0; level < 5000; level++) {
      below = file.header(Crafted.group(), Crafted.hardLink("x", below));
    }
    long root = below;
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("more than 100 groups inside others");
  }

  @Test
  void paths_ofLongNamesInsideEachOther_runOutOfWork() {
    // 90 groups with names of 60,000 letters: every dataset inside has a path of 5 megabytes.
    long dataset = file.header(Crafted.shape(0), Crafted.floats(), Crafted.contiguous(-1, 0));
    List<byte[]> links = new ArrayList<>(List.of(Crafted.group()));
    for (int i = 0; i < 5000; i++) links.add(Crafted.hardLink("x" + i, dataset));
    long below = file.header(links.toArray(new byte[0][]));
    String name = "n".repeat(60_000);
    for (int level = 0; level < 90; level++) {
      byte[] link =
          Crafted.message(Message.LINK, part().u8(1, 1).u16(name.length()).text(name).u64(below));
      below = file.header(Crafted.group(), link);
    }
    long root = below;
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("refer to the same bytes again and again")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  @Test
  void datasets_thatLeadToOneLargeTree_areRefused() {
    byte[] key = part().u32(16).u32(0).u64(0, 0).done();
    Crafted.Part node = Crafted.node(0, 60_000);
    for (int i = 0; i < 60_000; i++) node.bytes(key).u64(-1);
    long tree = file.put(node.bytes(key).done());
    long ownRoot = file.put(Crafted.node(1, 1).bytes(key).u64(tree).bytes(key).done());
    Hdf5Dataset x = dataset(Crafted.shape(4), Crafted.floats(), Crafted.chunked(ownRoot, 4));
    refused(() -> x.tensor("x").toFloats(), "refer to the same bytes again and again");
    long one = file.header(Crafted.shape(4), Crafted.floats(), Crafted.chunked(ownRoot, 4));
    long two = file.header(Crafted.shape(4), Crafted.floats(), Crafted.chunked(ownRoot, 4));
    long root =
        file.header(Crafted.group(), Crafted.hardLink("w", one), Crafted.hardLink("x", two));
    refused(() -> open(root), "shares the index of its chunks with another dataset");
  }

  @Test
  void softLinks_toOneLargeDataset_claimItEachTime() {
    long data = file.put(new byte[1 << 20]);
    long one =
        file.header(Crafted.shape(1 << 18), Crafted.floats(), Crafted.contiguous(data, 1 << 20));
    List<byte[]> links = new ArrayList<>(List.of(Crafted.group(), Crafted.hardLink("one", one)));
    for (int i = 0; i < 1500; i++) links.add(Crafted.softLink("x" + i, "one"));
    long root = file.header(links.toArray(new byte[0][]));
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("all datasets of this file together cannot hold more than");
  }

  @Test
  void datatype_nestedTooDeep_isRefused() {
    Crafted.Part type = Crafted.float32();
    for (int i = 0; i < 2000; i++) {
      type = part().u8(0x3a, 0, 0, 0).u32(4).u8(1).u32(1).bytes(type.done());
    }
    byte[] nested = Crafted.message(Message.DATATYPE, type);
    refused(
        () -> dataset(Crafted.shape(1), nested, Crafted.contiguous(48, 4)), "nested more than 32");
  }

  @Test
  void links_ofOneName_areRefused() {
    long root =
        file.header(Crafted.group(), Crafted.softLink("a", "b"), Crafted.softLink("a", "c"));
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("two links are named 'a'");
  }

  @ParameterizedTest
  @CsvSource({
    "refused-external.h5, its data is in external files",
    "refused-virtual.h5, a virtual dataset: its data is in other files",
    "refused-filter.h5, filter 6 (scale-offset) cannot be read"
  })
  void dataset_withWhatIsNotRead_isRefusedByItsName(String name, String message) {
    assertThatThrownBy(() -> Goldens.open(name))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(name + ": /x: ")
        .hasMessageContaining(message);
  }
}
