package dev.sonde.checkpoint.torch;

import static dev.sonde.checkpoint.torch.TorchFiles.archive;
import static dev.sonde.checkpoint.torch.TorchFiles.floats;
import static dev.sonde.checkpoint.torch.TorchFiles.pickle;
import static dev.sonde.checkpoint.torch.TorchFiles.read;
import static dev.sonde.checkpoint.torch.TorchFiles.source;
import static dev.sonde.checkpoint.torch.TorchFiles.utf8;
import static dev.sonde.checkpoint.torch.TorchFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.pickle.PickleAssembler;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.zip.ZipAssembler;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchZipReaderTest {

  private static final TorchZipReader READER = new TorchZipReader();

  private static Tensor tensor(Contents contents, String address) {
    return Objects.requireNonNull(contents.tensors().get(address), address);
  }

  /** {@code {'w': vector over storage 0}}. */
  private static PickleAssembler vector() {
    return pickle().op("}").text("w").vector("0", 4).op("s");
  }

  @Test
  void read_archiveOfTorchTwo_isRead() {
    byte[] file =
        new ZipAssembler()
            .stored("run/.format_version", utf8("1"))
            .stored("run/.storage_alignment", utf8("64"))
            .stored("run/byteorder", utf8("little"))
            .stored("run/data.pkl", vector().stop())
            .stored("run/data/0", floats(1, 2, 3, 4))
            .stored("run/version", utf8("3\n"))
            .stored("run/.data/serialization_id", utf8("0123"))
            .done();
    assertThat(READER.recognises(source(file))).isTrue();
    assertThat(tensor(read(READER, file), "w").toFloats()).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "float8_e4m3fn, FLOAT8_E4M3",
    "float8_e5m2, FLOAT8_E5M2",
    "uint16, UINT16",
    "uint32, UINT32",
    "uint64, UINT64",
    "bfloat16, BFLOAT16"
  })
  void read_untypedStorageWithDtype_takesTheDtype(String name, DType dtype) {
    PickleAssembler pickle =
        pickle().op("}").text("w").global("torch._utils", "_rebuild_tensor_v3");
    pickle.op("((").text("storage").global("torch.storage", "UntypedStorage").text("0");
    pickle.text("cpu").integer(16).op("tQ").integer(1).tuple(1).tuple(1).op("\u0089");
    pickle.global("collections", "OrderedDict").op(")R").global("torch", name).op("tRs");
    Tensor tensor = tensor(read(READER, zip(pickle)), "w");
    assertThat(tensor.dtype()).isEqualTo(dtype);
    assertThat(tensor.byteOffset()).isEqualTo(dtype.byteSize());
  }

  @Test
  void read_elementTypeThatSondeLacks_isLeftOutWithANote() {
    PickleAssembler pickle = vector().text("h");
    pickle.tensor("ComplexHalf", "0", 4, 0, new long[] {4}, new long[] {1}).op("s");
    Contents contents = read(READER, zip(pickle));
    assertThat(contents.tensors()).containsOnlyKeys("w");
    assertThat(contents.notes())
        .containsExactly("'h' is left out: its element type torch.complex32 cannot be read yet");
  }

  @Test
  void read_bigEndianArchive_swapsTheNumbers() {
    byte[] big = {
      0x3f, (byte) 0x80, 0, 0, 0x40, 0, 0, 0, 0x40, 0x40, 0, 0, 0x40, (byte) 0x80, 0, 0
    };
    byte[] file =
        new ZipAssembler()
            .stored("a/data.pkl", vector().stop())
            .stored("a/byteorder", utf8("big"))
            .stored("a/data/0", big)
            .done();
    assertThat(tensor(read(READER, file), "w").toFloats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_unknownByteOrder_isRefused() {
    byte[] file = archive(vector()).stored("archive/byteorder", utf8("middle")).done();
    assertThatThrownBy(() -> read(READER, file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("expected little or big");
  }

  @Test
  void read_compressedEntries_areInflated() {
    byte[] file =
        new ZipAssembler()
            .deflated("any name/data.pkl", vector().stop())
            .deflated("any name/data/0", floats(1, 2, 3, 4))
            .done();
    assertThat(tensor(read(READER, file), "w").toFloats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void read_repackedArchiveWithAnotherFirstEntry_isFound() {
    byte[] file =
        new ZipAssembler()
            .stored("README", utf8("hello"))
            .stored("b/data.pkl", vector().stop())
            .stored("b/data/0", floats(1, 2, 3, 4))
            .done();
    assertThat(READER.recognises(source(file))).isTrue();
    assertThat(read(READER, file).tensors()).containsOnlyKeys("w");
  }

  @Test
  void recognises_otherArchives_isFalse() {
    byte[] npz = new ZipAssembler().stored("a.npy", utf8("x")).done();
    assertThat(READER.recognises(source(npz))).isFalse();
    assertThat(READER.recognises(source(new byte[] {'P', 'K', 3, 4}))).isFalse();
    assertThat(READER.recognises(source(new byte[0]))).isFalse();
  }

  @Test
  void read_truncatedArchive_isRecognisedAndSaysSo() {
    byte[] file = zip(vector());
    byte[] half = Arrays.copyOf(file, file.length - 30);
    assertThat(READER.recognises(source(half))).isTrue();
    assertThatThrownBy(() -> read(READER, half))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("truncated?");
  }

  @Test
  void read_subclassAndParameterWithState_areTheirTensors() {
    PickleAssembler pickle = pickle().op("}").text("p");
    pickle.global("torch._utils", "_rebuild_parameter_with_state").op("(").vector("0", 4);
    pickle.op("\u0089").global("collections", "OrderedDict").op(")R}tRs").text("s");
    pickle.global("torch._tensor", "_rebuild_from_type_v2").op("(");
    pickle.global("torch._utils", "_rebuild_tensor_v2").global("torch.nn.parameter", "Parameter");
    pickle.op("(").storage("Float", "0", 4).integer(1).tuple(2).tuple(2).op("\u0089}t}tRs");
    Contents contents = read(READER, zip(pickle));
    assertThat(tensor(contents, "p").toFloats()).containsExactly(1, 2, 3, 4);
    assertThat(tensor(contents, "s").toFloats()).containsExactly(2, 4);
    assertThat(contents.notes()).isEmpty();
  }

  @Test
  void read_pythonTwoOrderedDict_isReadFromItsListOfPairs() {
    PickleAssembler pickle = pickle().global("collections", "OrderedDict").op("(](]U\u0001wa");
    pickle.vector("0", 4).op("aetR");
    assertThat(read(READER, zip(pickle)).tensors()).containsOnlyKeys("w");
  }

  @Test
  void read_keysThatAreAttributesElsewhere_areNotSilenced() {
    PickleAssembler pickle = pickle().op("}(").text("training").vector("0", 4);
    pickle.text("_metadata").vector("0", 4).op("u");
    assertThat(read(READER, zip(pickle)).tensors()).containsOnlyKeys("training", "_metadata");
  }

  @Test
  void read_keywordArguments_areWalked() {
    PickleAssembler pickle = pickle().global("a", "B").op(")}").text("w").vector("0", 4);
    assertThat(read(READER, zip(pickle.op("s\u0092"))).tensors()).containsOnlyKeys("w");
  }

  @Test
  void read_keysThatSpellOneAddress_keepsBoth() {
    PickleAssembler pickle = pickle().op("}").text("a.b").vector("0", 4).op("s");
    pickle.text("a").op("}").text("b").vector("0", 4).op("ss");
    Contents contents = read(READER, zip(pickle));
    assertThat(contents.tensors()).containsOnlyKeys("a.b", "a.b#2");
    assertThat(contents.notes())
        .containsExactly("several tensors are named 'a.b': the later ones got #2, #3, …");
  }

  @Test
  void read_pendingConjugation_isNoted() {
    PickleAssembler pickle =
        pickle().op("}").text("w").global("torch._utils", "_rebuild_tensor_v2");
    pickle.op("(").storage("ComplexFloat", "0", 2).integer(0).tuple(2).tuple(1).op("\u0089}}");
    pickle.text("conj").op("\u0088stRs");
    assertThat(read(READER, zip(pickle)).notes())
        .containsExactly(
            "'w': its numbers are shown as stored; PyTorch would show them conjugated");
  }

  @Test
  void read_metaTensor_isLeftOutWithANote() {
    PickleAssembler pickle = vector().text("m");
    pickle.global("torch._utils", "_rebuild_meta_tensor_no_storage").op("(");
    pickle.global("torch", "float32").tuple(2).tuple(1).op("\u0089tRs");
    assertThat(read(READER, zip(pickle)).notes())
        .containsExactly("'m' is left out: it was saved on the meta device, without numbers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sparse_csc", "sparse_bsc"})
  void read_columnCompressedTensor_isItsComponents(String layout) {
    PickleAssembler pickle = pickle().op("}").text("s");
    pickle.global("torch._utils", "_rebuild_sparse_tensor").op("(");
    pickle.global("torch.serialization", "_get_layout").text("torch." + layout).op("\u0085R(");
    pickle.vector("0", 4).vector("0", 4).vector("0", 4).tuple(2, 2).op("ttRs");
    Contents contents = read(READER, zip(pickle));
    assertThat(contents.tensors()).containsOnlyKeys("s.ccol_indices", "s.row_indices", "s.values");
    assertThat(contents.notes()).isEmpty();
  }

  @Test
  void read_tensorsInsideAnUnknownObject_areFound() {
    PickleAssembler pickle = pickle().global("lab.wrap", "Box").op("(").vector("0", 4).op("tR}");
    pickle.text("inner").vector("0", 4).op("sb");
    Contents contents = read(READER, zip(pickle));
    assertThat(contents.tensors()).containsOnlyKeys("inner", "0");
    assertThat(contents.notes())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("would call lab.wrap.Box(torch._utils._rebuild_tensor_v2(");
  }

  @Test
  void read_bytesBehindThePickle_areNoted() {
    byte[] pickle = new PickleAssembler().bytes(vector().stop()).op("cos\nsystem\n.").done();
    byte[] file =
        new ZipAssembler()
            .stored("a/data.pkl", pickle)
            .stored("a/data/0", floats(1, 2, 3, 4))
            .done();
    assertThat(read(READER, file).notes())
        .containsExactly("12 bytes after the pickle in data.pkl are not read");
  }
}
