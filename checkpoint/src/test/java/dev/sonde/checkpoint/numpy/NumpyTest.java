package dev.sonde.checkpoint.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.LogicalBytes;
import dev.sonde.checkpoint.SharedData;
import dev.sonde.checkpoint.TensorDigest;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.tensor.DType;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Storage;
import dev.sonde.tensor.Tensor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyTest {

  @TempDir private Path folder;

  /** Made by make_goldens.py: all numeric types, byte orders, memory orders, format versions. */
  @Test
  void npz_everyNumericType_hasNumpysBytes() throws Exception {
    Path file = folder.resolve("arrays.npz");
    Files.write(file, resource("arrays.npz"));
    List<String> truth =
        new String(resource("arrays.txt"), StandardCharsets.UTF_8).lines().toList();

    Checkpoint arrays = Checkpoint.open(file);
    assertThat(arrays.format()).isEqualTo("npz");
    assertThat(
            arrays.tensors().stream()
                .map(
                    t ->
                        String.join(
                            " ",
                            t.address(),
                            t.dtype().label(),
                            byX(t.shape()),
                            LogicalBytes.sha256(t))))
        .containsExactlyElementsOf(truth);
    assertThat(arrays.notes()).isEmpty();
  }

  private static String byX(Shape shape) {
    return shape.rank() == 0 ? "-" : shape.toString().replaceAll("[\\[\\] ]", "").replace(',', 'x');
  }

  @Test
  void npz_storedMembersAreMapped_deflatedOnesDeferred() throws Exception {
    Checkpoint arrays = Checkpoint.open(Files.write(folder.resolve("a"), resource("arrays.npz")));
    assertThat(arrays.tensor("b1_le_c").storage()).isInstanceOf(Storage.Mapped.class);
    assertThat(arrays.tensor("b1_le_f").storage()).isInstanceOf(Storage.Deferred.class);
  }

  @Test
  void npz_madeFiles_equalTheTruth() throws Exception {
    for (String name : List.of("arrays.npz", "arrays-compressed.npz")) {
      Checkpoint arrays = Checkpoint.open(SharedData.path("checkpoints/made/" + name));
      TensorDigest.assertAsIn(SharedData.path("checkpoints/made/truth.json"), name, arrays);
    }
  }

  @Test
  void npz_memberThatIsNotNumbers_isLeftOutWithANote() throws Exception {
    Path file = folder.resolve("mixed.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "names.npy", npy("{'descr': '<U3', 'fortran_order': False, 'shape': (1,), }", 12));
      put(zip, "readme.txt", new byte[3]);
      put(zip, "w.npy", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8));
    }
    Checkpoint mixed = Checkpoint.open(file);
    assertThat(mixed.tensors()).extracting(Tensor::address).containsExactly("w");
    assertThat(mixed.notes())
        .containsExactly(
            "array 'names' cannot be read: an array of text ('<U3'), not of numbers; left out",
            "entry 'readme.txt' is not a NumPy array: left out");
  }

  @Test
  void npy_objectArray_isReadAsThePickleThatItIs() {
    Checkpoint objects = Checkpoint.open(SharedData.path("checkpoints/made/objects.npy"));
    assertThat(objects.format()).isEqualTo("npy-pickle");
    assertThat(objects.tensors()).isEmpty();
    assertThat(objects.metadata()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "<U8, text",
    "|S4, text",
    "|V2, bfloat16",
    "<f16, extended",
    "<M8[ns], dates",
    "<x9, not known",
    "'', not known"
  })
  void npy_otherTypes_areRefusedSayingWhy(String descr, String why) {
    String header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (1,), }";
    assertThatThrownBy(() -> open(npy(header, 64)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("x.npy: cannot be read: ")
        .hasMessageContaining(why);
  }

  /** NumPy reads a type's name in place of its code; ml_dtypes writes its own so, or as f1. */
  @ParameterizedTest
  @CsvSource({
    "float32, FLOAT32",
    "bfloat16, BFLOAT16",
    "float8_e5m2, FLOAT8_E5M2",
    "float8_e4m3fnuz, FLOAT8_E4M3FNUZ",
    "half, FLOAT16",
    "double, FLOAT64",
    "cdouble, COMPLEX128",
    "ulonglong, UINT64",
    "<f1, FLOAT8_E5M2"
  })
  void npy_typeByItsName_isRead(String descr, DType dtype) throws Exception {
    String header = "{u'descr': u'" + descr + "', 'fortran_order': False, 'shape': (1,), }";
    assertThat(open(npy(header, dtype.byteSize())).dtype()).isEqualTo(dtype);
  }

  @Test
  void npy_structuredArray_isRefused() {
    assertThatThrownBy(() -> open(npy("{'descr': [('a', '<f4')], 'shape': (1,)}", 4)))
        .hasMessageContaining("structured array");
  }

  @Test
  void npy_python2Header_isRead() throws Exception {
    Tensor array = open(npy("{\"shape\": (2L, 3L), 'descr':'<i2','fortran_order':True}", 12));
    assertThat(array.address()).isEqualTo("x");
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(array.strides()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (4294967296, 4294967296)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9,)}",
        "{'descr': '<f4', 'fortran_order': 1, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}",
        "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': __import__('os').system('id'), 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} + 1",
        "{'descr': '<f4",
        ""
      })
  void npy_lyingHeader_isOneLineThatNamesTheFile(String header) {
    assertThatThrownBy(() -> open(npy(header, 8)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("x.npy: ");
  }

  @Test
  void npy_headerOfTwoGigabytes_isNotRead() {
    byte[] file = new byte[64];
    System.arraycopy(npy("", 0), 0, file, 0, 6);
    file[6] = 2;
    file[11] = (byte) 0x80;
    assertThatThrownBy(() -> open(file))
        .hasMessageContaining("a header of 2147483648 bytes, at most 10000 are read");
  }

  @Test
  void npy_bytesAfterTheArray_areNoted() throws Exception {
    Path file = folder.resolve("x.npy");
    Files.write(file, npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 20));
    assertThat(Checkpoint.open(file).notes())
        .containsExactly("'x': 12 bytes after the array are left out");
  }

  @Test
  void folder_rnnoise_opensInTheOrderOfNames() {
    Checkpoint rnnoise = Checkpoint.open(SharedData.path("checkpoints/rnnoise-npy"));
    assertThat(rnnoise.format()).isEqualTo("npy-folder");
    assertThat(rnnoise.tensors()).hasSize(13);
    assertThat(rnnoise.tensors()).extracting(Tensor::address).isSorted();
    assertThat(rnnoise.tensor("noise_gru_W").shape()).isEqualTo(Shape.of(1, 144, 90));
    assertThat(rnnoise.tensor("noise_gru_W").toFloats()[0]).isEqualTo(-0.0390625f);
  }

  @Test
  void folder_subfoldersAndOtherFiles_areAddressedAndIgnored() throws Exception {
    byte[] array = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8);
    Files.createDirectories(folder.resolve("layer0/deep"));
    Files.write(folder.resolve("layer0/deep/w.npy"), array);
    Files.write(folder.resolve("b.npy"), array);
    Files.writeString(folder.resolve("notes.md"), "beside");
    Files.createSymbolicLink(folder.resolve("c.npy"), Path.of("b.npy"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Checkpoint opened = Checkpoint.open(folder);
    assertThat(opened.tensors())
        .extracting(Tensor::address)
        .containsExactly("b", "c", "layer0/deep/w");
    assertThat(opened.notes()).containsExactly("'loop' is a link to a folder: not followed");
  }

  @Test
  void folder_linkThatLeaves_isRefused(@TempDir Path elsewhere) throws Exception {
    byte[] array = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8);
    Path secret = Files.write(elsewhere.resolve("secret.npy"), array);
    Files.write(folder.resolve("a.npy"), array);
    Files.createSymbolicLink(folder.resolve("b.npy"), secret);
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'b.npy', a link that leaves the model's folder");
  }

  @Test
  void folder_deeperThanTheLimit_saysSo() throws Exception {
    byte[] array = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 8);
    Path deep = folder.resolve("1/2/3/4/5/6/7/8/9");
    Files.createDirectories(deep);
    Files.write(deep.resolve("w.npy"), array);
    Files.write(folder.resolve("a.npy"), array);
    assertThat(Checkpoint.open(folder).notes())
        .containsExactly("folder '1/2/3/4/5/6/7/8' lies deeper than 8: not read");
  }

  private Tensor open(byte[] file) throws Exception {
    return Checkpoint.open(Files.write(folder.resolve("x.npy"), file)).tensors().getFirst();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws Exception {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /** A version 1 file with this header and so many zero bytes of data. */
  static byte[] npy(String header, int data) {
    byte[] file = new byte[10 + header.length() + data];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    System.arraycopy(magic, 0, file, 0, magic.length);
    file[8] = (byte) header.length();
    file[9] = (byte) (header.length() >> 8);
    for (int i = 0; i < header.length(); i++) file[10 + i] = (byte) header.charAt(i);
    return file;
  }

  static byte[] resource(String name) throws Exception {
    try (InputStream in = NumpyTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
