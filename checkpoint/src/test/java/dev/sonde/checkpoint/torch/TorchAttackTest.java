package dev.sonde.checkpoint.torch;

import static dev.sonde.checkpoint.torch.TorchFiles.archive;
import static dev.sonde.checkpoint.torch.TorchFiles.floats;
import static dev.sonde.checkpoint.torch.TorchFiles.legacyHead;
import static dev.sonde.checkpoint.torch.TorchFiles.pickle;
import static dev.sonde.checkpoint.torch.TorchFiles.read;
import static dev.sonde.checkpoint.torch.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Mutations;
import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.zip.ZipAssembler;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Files that mean harm: each ends in tensors or in one line, in bounded time and memory. */
class TorchAttackTest {

  private static final TorchZipReader READER = new TorchZipReader();
  private static final int MILLION = 1_000_000;

  /** Holds the reader to its promise, and gives what it read. */
  private static Contents survive(PickleAssembler pickle) {
    byte[] file = zip(pickle);
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Mutations.holdOne(READER, "x.pt", file, "attack");
          return read(READER, file);
        });
  }

  private static void refused(PickleAssembler pickle, String words) {
    assertThatThrownBy(() -> survive(pickle))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("x.pt")
        .hasMessageContaining(words);
  }

  private static PickleAssembler tensor(
      String type, String key, long elements, long offset, long[] size, long[] stride) {
    return pickle().op("}").text("w").tensor(type, key, elements, offset, size, stride).op("s");
  }

  @Test
  void dictsSharedExponentiallyOften_areRefused() {
    PickleAssembler bomb = pickle().op("}").text("w").vector("0", 4).op("s\u00940");
    for (int i = 0; i < 60; i++) {
      bomb.op("}(").text("a").op("h").little(1, i).text("b").op("h").little(1, i).op("u\u00940");
    }
    refused(bomb.op("h").little(1, 60), "refer to each other in so many ways");
  }

  @Test
  void listsSharedExponentiallyOften_areRefused() {
    refused(pickle().op(")").repeat(200, "2\u0086"), "refer to each other in so many ways");
  }

  @Test
  void longKeysOnDeepPaths_areRefusedOrLeftOut() {
    // Every level adds a memoized kilobyte to the address of everything below.
    PickleAssembler bomb =
        pickle().text("k".repeat(1000)).op("\u00940}").vector("0", 4).op("\u00940");
    for (int i = 0; i < 150; i++) bomb.op("}h\0");
    bomb.op("}(");
    for (int i = 0; i < 2000; i++) bomb.text("t" + i).op("h\u0001");
    Contents contents = survive(bomb.op("u").repeat(150, "s"));
    assertThat(contents.tensors()).isEmpty();
    assertThat(contents.notes()).anyMatch(note -> note.contains("nested too deeply"));
  }

  @Test
  void dictsNestedAMillionDeep_areLeftOutBelowTheLimit() {
    PickleAssembler deep =
        pickle().op("}").text("w").vector("0", 4).op("s").text("d").op("\u00940");
    deep.text("d").repeat(MILLION, "}h\0").op("N").repeat(MILLION, "s").op("s");
    Contents contents = survive(deep);
    assertThat(contents.tensors()).containsKey("w");
    assertThat(contents.notes()).hasSize(1).first().asString().contains("nested too deeply");
  }

  @Test
  void listThatHoldsItself_isNotFollowed() {
    PickleAssembler loop = pickle().op("]\u0094(").vector("0", 4).op("h\0e");
    Contents contents = survive(loop);
    assertThat(contents.tensors()).containsOnlyKeys("0");
    assertThat(contents.notes()).containsExactly("'1' refers back to itself: not followed");
  }

  @Test
  void tupleThatHoldsItselfThroughAList_isNotFollowed() {
    PickleAssembler loop = pickle().op("]\u0094").vector("0", 4).op("ah\0\u0085\u0094h\0h\u0001a0");
    assertThat(survive(loop).tensors()).containsOnlyKeys("0.0");
  }

  @Test
  void moduleThatIsItsOwnSubmodule_isNotFollowed() {
    PickleAssembler loop = pickle().global("torch.nn.modules.container", "Sequential");
    loop.op(")\u0081\u0094}(").text("_parameters").op("}").text("w").vector("0", 4).op("s");
    loop.text("_modules").op("}").text("child").op("h\0sub");
    Contents contents = survive(loop);
    assertThat(contents.tensors()).containsOnlyKeys("w");
    assertThat(contents.notes()).containsExactly("'child' refers back to itself: not followed");
  }

  @Test
  void objectWithAMillionStates_isRefused() {
    refused(
        pickle().global("a", "B").op(")\u0081}\u0094b").repeat(MILLION, "h\0b"),
        "state is set more than 16 times");
  }

  @Test
  void moduleWithAMillionNames_isNotReadAgainAndAgain() {
    PickleAssembler names = pickle().op("](").global("a", "B").op(")\u0081\u0094}(");
    names.text("_parameters").op("}").text("_modules").op("}");
    names.text("_non_persistent_buffers_set").op("](").repeat(MILLION / 4, "N");
    refused(names.op("eub").repeat(MILLION / 4, "h\0").op("e"), "refer to each other");
  }

  @Test
  void callsWithLongWords_madeAMillionTimes_arePutIntoWordsAFewThousandTimes() {
    PickleAssembler calls = pickle().global("os", "abort").op("\u0094\u008b").little(4, 1000);
    calls.bytes(new byte[999]).op("\u0001\u0085\u00940").repeat(MILLION / 4, "h\0h\u0001R0");
    Contents contents = survive(calls);
    assertThat(contents.notes())
        .hasSize(2)
        .last()
        .isEqualTo("more than 0 further calls when unpickled: not run");
  }

  @Test
  void wrappersNestedAMillionDeep_endInTime() {
    PickleAssembler deep = pickle().global("torch._utils", "_rebuild_parameter").op("\u00940");
    deep.repeat(MILLION, "h\0").vector("0", 4).repeat(MILLION, "\u0085R");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> Mutations.holdOne(READER, "x.pt", zip(deep), "wrappers"));
  }

  @Test
  void sparseTensorsNestedAHundredThousandDeep_doNotOverflowTheStack() {
    PickleAssembler nested =
        pickle().global("torch._utils", "_rebuild_sparse_tensor").op("\u00940");
    nested.text("torch.sparse_coo").op("\u00940").repeat(MILLION / 10, "h\0h\u0001").vector("0", 4);
    nested.repeat(MILLION / 10, "NN\u0087\u0086R");
    Contents contents = survive(nested);
    assertThat(contents.notes()).anyMatch(note -> note.contains("nested too deeply"));
  }

  @Test
  void storageSizeThatLies_isRefused() {
    refused(tensor("Float", "0", 5, 0, new long[] {5}, new long[] {1}), "claims 5 elements");
    refused(
        tensor("Double", "0", Long.MAX_VALUE, 0, new long[] {1}, new long[] {1}),
        "claims 9223372036854775807 elements");
    refused(tensor("Float", "0", -1, 0, new long[] {1}, new long[] {1}), "expected ('storage'");
  }

  @Test
  void shapeBeyondItsStorage_isRefused() {
    refused(tensor("Float", "0", 4, 0, new long[] {5}, new long[] {1}), "needs bytes 0 to 20");
    refused(tensor("Float", "0", 4, 0, new long[] {2}, new long[] {4}), "needs bytes 0 to 20");
    refused(tensor("Float", "0", 4, 0, new long[] {2}, new long[] {Long.MAX_VALUE}), "beyond 2^63");
    refused(
        tensor("Float", "0", 4, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0}),
        "more than 2^63 elements");
  }

  @Test
  void negativeExtents_areRefused() {
    refused(tensor("Float", "0", 4, 0, new long[] {-1}, new long[] {1}), "negative extent");
  }

  @Test
  void negativeStrides_areRefused() {
    refused(tensor("Float", "0", 4, 3, new long[] {4}, new long[] {-1}), "stride -1");
  }

  @Test
  void negativeOffsets_areRefused() {
    refused(tensor("Float", "0", 4, -1, new long[] {1}, new long[] {1}), "storage offset -1");
  }

  @Test
  void offsetsThatWrapAround_areRefused() {
    refused(tensor("Float", "0", 4, 1L << 62, new long[] {1}, new long[] {1}), "needs bytes");
    refused(tensor("Float", "0", 4, Long.MAX_VALUE, new long[] {1}, new long[] {1}), "needs bytes");
  }

  @Test
  void stridesOfZeroOverAHugeShape_areRefused() {
    refused(tensor("Float", "0", 4, 0, new long[] {1L << 60}, new long[] {0}), "claims 1152921504");
    refused(
        tensor("Float", "0", 4, 0, new long[] {1L << 30, 1L << 30}, new long[] {0, 0}),
        "more than 16 times");
  }

  @Test
  void stridesOfZeroOverManyTensors_areRefusedTogether() {
    PickleAssembler many = pickle().op("}(");
    for (int i = 0; i < 100; i++) {
      many.text("t" + i);
      many.tensor("Float", "0", 4, 0, new long[] {1 << 28}, new long[] {0});
    }
    refused(many.op("u"), "tensor 't8' claims");
  }

  @Test
  void shapeOfAThousandAxes_isRefused() {
    refused(tensor("Float", "0", 4, 0, new long[1000], new long[1000]), "1000 axes");
  }

  @Test
  void stridesOfAnotherRank_areRefused() {
    refused(tensor("Float", "0", 4, 0, new long[] {2, 2}, new long[] {1}), "1 strides for shape");
  }

  @Test
  void sameKeyTwice_isThePythonsLastOne() {
    PickleAssembler twice = pickle().op("}").text("w").vector("0", 4).op("s").text("w");
    Contents contents =
        survive(twice.tensor("Float", "0", 4, 3, new long[] {1}, new long[] {1}).op("s"));
    assertThat(contents.tensors()).hasSize(1);
    assertThat(contents.tensors().values()).allMatch(tensor -> tensor.toFloats()[0] == 4);
  }

  @Test
  void tensorsOfOneName_getNumbersInTime() {
    // {'a': {'b.c': t}, 'a.b': {'c': t}, 'a.b.c': t} and so on: three hundred spell one address,
    // ten times.
    PickleAssembler many = pickle().op("](}").vector("0", 4).op("\u00940");
    String path = ".a".repeat(400).substring(1);
    for (int i = 0; i < 300; i++) {
      many.text(path.substring(0, 2 * i + 1)).op("}").text(path.substring(2 * i + 2)).op("h\0ss");
    }
    many.op("\u0094");
    byte[] file = zip(many.repeat(9, "h\u0001").op("e"));
    Contents contents =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(READER, file));
    assertThat(contents.tensors()).hasSize(3_000).containsKey("0." + path + "#300");
    assertThat(contents.notes()).hasSize(10);
  }

  @Test
  void storageKeyThatLeavesTheArchive_isOnlyAName() {
    for (String key : new String[] {"../../x", "/etc/passwd", "..", "0/../0", "", "0\0"}) {
      refused(
          tensor("Float", key, 4, 0, new long[] {4}, new long[] {1}), "the archive has no storage");
    }
  }

  @Test
  void storageKeyOfAnotherEntry_readsNoMoreThanTheEntry() {
    refused(tensor("Float", "../data.pkl", 4, 0, new long[] {4}, new long[] {1}), "has no storage");
  }

  @Test
  void entriesThatDifferOnlyInCase_areNoted() {
    byte[] file =
        archive(pickle().op("}").text("w").vector("0", 4).op("s"))
            .stored("archive/DATA.PKL", pickle().op("}").stop())
            .done();
    assertThat(read(READER, file).notes())
        .containsExactly(
            "two entries differ only in case: 'archive/DATA.PKL'; PyTorch may read the other one"
                + " than shown here");
  }

  @Test
  void compressedPickleOfGigabytes_isRefused() {
    byte[] packed = new byte[2 << 20];
    byte[] file = new ZipAssembler().entry("a/data.pkl", 8, packed, 2L << 30).done();
    assertThatThrownBy(() -> read(READER, file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("compressed pickle of 2147483648 bytes");
  }

  @Test
  void numpyArrayBeyondItsBytes_isRefused() {
    refused(numpyArray(5), "needs bytes 0 to 20 of a storage of 16");
    refused(numpyArray(-1), "negative extent");
    refused(numpyArray(1L << 62), "beyond 2^63");
  }

  /** Sixteen bytes as an array of {@code extent} floats. */
  private static PickleAssembler numpyArray(long extent) {
    PickleAssembler array = pickle().op("}").text("a");
    array.global("numpy.core.multiarray", "_reconstruct").global("numpy", "ndarray");
    array.op("K\0\u0085C\u0001b\u0087R(K\u0001").tuple(extent).global("numpy", "dtype");
    array.text("f4").op("\u0089\u0088\u0087R\u0089C").little(1, 16).bytes(floats(1, 2, 3, 4));
    return array.op("tbs");
  }

  @Test
  void legacyStorageThatLies_isRefused() {
    for (long count : new long[] {3, 5, -1, Long.MAX_VALUE, 4L << 56}) {
      byte[] file = legacy(4, count, "0");
      assertThatThrownBy(() -> read(new TorchLegacyReader(), file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("its tensors expect 4");
    }
  }

  @Test
  void legacyStorageOfUnknownOrMissingKey_isRefused() {
    assertThatThrownBy(() -> read(new TorchLegacyReader(), legacy(4, 4, "1")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'1' belongs to no tensor");
  }

  @Test
  void legacyViewBeyondItsStorage_isRefused() {
    for (long[] view : new long[][] {{0, 5}, {4, 1}, {Long.MAX_VALUE, 1}, {1, Long.MAX_VALUE}}) {
      PickleAssembler file = legacyHead(true).op("\u0080\u0002}").text("w");
      file.global("torch._utils", "_rebuild_tensor_v2").op("((").text("storage");
      file.global("torch", "FloatStorage").text("0").text("cpu").integer(4).op("(").text("v");
      file.integer(view[0]).integer(view[1]).op("ttQ").integer(0).tuple(1).tuple(1);
      file.op("\u0089}tRs.\u0080\u0002]").text("0").op("a.").little(8, 4).bytes(floats(1, 2, 3, 4));
      assertThatThrownBy(() -> read(new TorchLegacyReader(), file.done()))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("more of storage '0', which has 4");
    }
  }

  /** {@code {'w': vector}}, its storage listed under a key with a count before it. */
  static byte[] legacy(long claimed, long count, String key) {
    PickleAssembler file = legacyHead(true).op("\u0080\u0002}").text("w").vector("0", claimed);
    file.op("s.\u0080\u0002]").text(key).op("a.");
    return file.little(8, count).bytes(floats(1, 2, 3, 4)).done();
  }
}
