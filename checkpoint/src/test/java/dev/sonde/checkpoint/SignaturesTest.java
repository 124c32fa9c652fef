package dev.sonde.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.zip.ZipAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no checkpoint is named, and the line says what to do and which file it is about. */
class SignaturesTest {

  @TempDir Path folder;

  static Stream<Arguments> files() {
    String zeros = "\0".repeat(64);
    return Stream.of(
        file("an empty file", ""),
        file(
            "Git LFS pointer",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n"),
        file("a web page", "\u00ef\u00bb\u00bf \n<!DOCTYPE HTML>\n<html>"),
        file("a web page", "<html lang='de'>"),
        file("a server's answer", "Entry not found"),
        file(
            "an OpenVINO network",
            "<?xml version=\"1.0\"?>\n<net name=\"x\" version=\"11\"></net>"),
        file("an XML text", "<?xml version=\"1.0\"?><opencv_storage>"),
        file("an ONNX model as text", "ir_version: 8\nproducer_name: \"x\"\n"),
        file(
            "an ONNX model as text",
            "<ir_version: 8, opset_import: []>\nagraph (float x) => () {}"),
        file("a Keras architecture", "{\"class_name\": \"Sequential\", \"config\": {}}"),
        file("a model's settings", "{\"architectures\": [\"Bert\"], \"model_type\": \"bert\"}"),
        file("a JSON text", "{\"a\": 1}"),
        file("a MATLAB file", "MATLAB 5.0 MAT-file, Platform: GLNXA64"),
        file("a picture", "\u0089PNG\r\n\u001a\n"),
        file("an ExecuTorch program", "\u001c\0\0\0ET12" + zeros),
        file("a TensorRT engine", "ftrt" + zeros),
        file("an old GGML model", "tjgg\u0003\0\0\0"),
        file("a fastText model", "\u00ba\u0016O/\u000c\0\0\0"),
        file("a Lua Torch file", "\u0004\0\0\0\u0001\0\0\0\u0003\0\0\0V 1\u0015"),
        file("an xz archive", "\u00fd7zXZ\0\0"),
        file("an archive without files", "PK\u0005\u0006" + "\0".repeat(18)),
        file("a zstd archive", "(\u00b5/\u00fd\u0004"),
        file("a 7z archive", "7z\u00bc\u00af'\u001c"),
        file("a zlib stream", "x^\u00ed\u00c1\u0001\r\0" + zeros),
        file("word vectors", "3 4\nthe " + zeros),
        file(
            "weights of Darknet",
            "\0\0\0\0\u0002\0\0\0\u0005\0\0\0\0|\u00e8\u0001\0\0\0\0" + zeros),
        file("begins with zeros", "\0".repeat(5000)),
        file("a frozen TensorFlow graph", "\n \n\u0005input\u0012\u000bPlaceholder*xxxxx"),
        file("SavedModel's graph", "\u0008\u0001\u0012\u0090\u0003" + "a".repeat(399)),
        file("one ONNX tensor", "\u0008\u0002\u0010\u0001B\u0001xJ\u0008" + "\0".repeat(8)),
        file("without ir_version", "\u0012\u0004test:\u0004\u001a\u0002gg"),
        file("a Core ML model", "\u0008\u0004\u0012\u0003\n\u0001i\u00a2\u001f\u0002\u0008\u0001"),
        file(
            "a Caffe model",
            "\n\u0005LeNet\u00a2\u0006\u0010\n\u0004data\u0012\u0004Data\u001a\u0002ab"),
        file(
            "parameters of Paddle inference",
            "\0".repeat(16) + "\u0004\0\0\0\u0008\u0005\u0010\u0002" + zeros));
  }

  private static Arguments file(String what, String latin1) {
    return Arguments.of(what, latin1.getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("files")
  void open_fileThatIsNoCheckpoint_namesItAndSaysWhatToDo(String what, byte[] content)
      throws IOException {
    Path file = Files.write(folder.resolve("model.bin"), content);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.open(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(what)
        .withMessageContaining("; ");
  }

  static Stream<Arguments> archives() {
    return Stream.of(
        Arguments.of("a torch.package archive", "packaged/.data/extern_modules"),
        Arguments.of("a TorchServe archive", "MAR-INF/MANIFEST.json"),
        Arguments.of("a ZIP archive", "readme.txt"));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void open_archiveOfSomethingElse_namesIt(String what, String member) throws IOException {
    byte[] zip = new ZipAssembler().stored(member, new byte[] {1}).done();
    assertThat(message(Files.write(folder.resolve("a.zip"), zip))).contains(what);
  }

  static Stream<Arguments> folders() {
    return Stream.of(
        Arguments.of("DeepSpeed", List.of("zero_pp_rank_0_mp_rank_00_optim_states.pt")),
        Arguments.of("SavedModel", List.of("saved_model.pb")),
        Arguments.of("an Orbax checkpoint", List.of("_CHECKPOINT_METADATA")),
        Arguments.of("a Core ML package", List.of("Manifest.json", "Data")),
        Arguments.of("an OpenVINO model", List.of("model.xml", "model.bin")),
        Arguments.of("a model of Paddle inference", List.of("inference.pdmodel")),
        Arguments.of("zip the folder again", List.of("data.pkl", "version")),
        Arguments.of("open the folder of one version", List.of("blobs", "refs", "snapshots")),
        Arguments.of("models--…/snapshots/…", List.of("models--a--b", "version.txt")));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void open_folderOfAnotherFramework_namesIt(String what, List<String> names) throws IOException {
    for (String name : names) Files.writeString(folder.resolve(name), "x");
    assertThat(message(folder)).startsWith(folder + ": ").contains(what);
  }

  /** The list reads as a pickle of its own, whose numbers lie elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"", "model", "model/data.pkl"})
  void open_unpackedFileOfPyTorch_saysToZipItAgain(String place) throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.createDirectories(model.resolve("data"));
    Files.write(model.resolve("data.pkl"), "\u0080\u0002}q\0.".getBytes(ISO_8859_1));
    Path given = folder.resolve(place);
    assertThat(message(given)).startsWith(given + ": ").contains("zip the folder again");
  }

  @Test
  void open_folderWithoutCheckpoint_saysWhatItsFilesAre() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("model.pt"), "version https://git-lfs.github.com/spec/v1\n");
    assertThat(message(folder)).contains("model.pt is a Git LFS pointer").doesNotContain("config");
  }

  @Test
  void open_shardThatIsAPointer_saysWhichShard() throws IOException {
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\": {\"w\": \"one.safetensors\"}}");
    Files.writeString(
        folder.resolve("one.safetensors"), "version https://git-lfs.github.com/spec/v1\n");
    assertThat(message(folder)).startsWith(index + ": one.safetensors: a Git LFS pointer");
  }

  @Test
  void open_headerOverTheLimit_saysTheLimit() throws IOException {
    Path file = folder.resolve("m.safetensors");
    try (var out =
        Files.newByteChannel(
            file,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.WRITE)) {
      out.write(
          java.nio.ByteBuffer.wrap(
              new byte[] {1, (byte) 0xe1, (byte) 0xf5, 5, 0, 0, 0, 0, '{', '}'}));
      out.position(8 + 100_000_001 - 1);
      out.write(java.nio.ByteBuffer.wrap(new byte[] {' '}));
    }
    assertThat(message(file)).contains("the header of 100000001 bytes, at most 100000000 are read");
  }

  /** A signature is looked for in whatever a user gives: it must not fail on any bytes. */
  @Test
  void open_anyBytes_endInOneLine() throws IOException {
    Random random = new Random(11);
    List<byte[]> starts = files().map(each -> (byte[]) each.get()[1]).toList();
    Path file = folder.resolve("any");
    for (int round = 0; round < 3000; round++) {
      byte[] start = starts.get(random.nextInt(starts.size()));
      byte[] bytes = Arrays.copyOf(start, random.nextInt(start.length + 40));
      for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--)
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      Files.write(file, bytes);
      assertThat(message(file)).startsWith(file.toString());
    }
  }

  private static String message(Path path) {
    try {
      return Checkpoint.open(path).toString();
    } catch (CheckpointException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
