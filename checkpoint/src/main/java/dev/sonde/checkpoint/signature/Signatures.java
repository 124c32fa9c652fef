package dev.sonde.checkpoint.signature;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointReader.Source;
import dev.sonde.checkpoint.zip.ZipArchive;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of files that are told by their first bytes; see the package. */
public final class Signatures {

  private static final String AGAIN = "download or copy it again";
  private static final String UNPACK = "unpack it and open what is inside";
  private static final String TO_ONNX = "open the ONNX or framework file that it was made from";

  /**
   * One thing that is no checkpoint.
   *
   * @param what it is, with its article
   * @param advice what to do
   */
  private record Signature(String what, String advice, Predicate<Start> matches) {}

  // The more specific first.
  private static final List<Signature> TABLE =
      List.of(
          new Signature("an empty file", AGAIN, start -> start.bytes().size() == 0),
          new Signature(
              "a Git LFS pointer, not the file that it stands for",
              "run 'git lfs pull' in its repository",
              text("version https://git-lfs")),
          new Signature(
              "a web page",
              AGAIN + ", the server sent a page",
              words("<!doctype html|<html|<head|<body")),
          new Signature(
              "a server's answer, not a file",
              AGAIN + ", with the rights that it needs",
              words(
                  "entry not found|not found|404|403|401|access to model|invalid"
                      + " (username|credentials)|repository not"
                      + " found|error:|forbidden|unauthorized")),
          new Signature(
              "an OpenVINO network without its weights", TO_ONNX, words("<\\?xml.*<net\\b.*")),
          new Signature(
              "an XML text", "open the file of weights that belongs to it", words("<\\?xml")),
          new Signature(
              "the list of a TensorFlow checkpoint's files",
              "open its folder",
              text("model_checkpoint_path:")),
          new Signature(
              "an ONNX model as text",
              "parse it in Python and save it with onnx.save",
              words("ir_version *:.*|<\\s*ir_version\\s*:.*")),
          new Signature(
              "a Keras architecture without its weights",
              "open the .h5 or .keras file that has them",
              json("class_name")),
          new Signature(
              "a model's settings",
              "open the file of weights that belongs to it",
              json("model_type|architectures|tokenizer_class|base_model_name_or_path")),
          new Signature(
              "a JSON text",
              "open the file of weights that belongs to it",
              words("\\{\\s*\"|\\[\\s*[\\[{\"0-9-]")),
          new Signature("a Parquet table", "write its numbers as .npy", text("PAR1")),
          new Signature("an Arrow file", "write its numbers as .npy", text("ARROW1")),
          new Signature("an SQLite database", "write its numbers as .npy", text("SQLite format 3")),
          new Signature(
              "a MATLAB file",
              "read it with scipy.io.loadmat and write it with numpy.savez",
              text("MATLAB 5.0 MAT-file")),
          new Signature("a PDF document", "open a file of weights", text("%PDF-")),
          new Signature(
              "a picture",
              "open a file of weights",
              start -> start.has(0, "\u0089PNG") || start.has(0, "\u00ff\u00d8\u00ff")),
          new Signature(
              "an ExecuTorch program",
              "open the .pt or .pt2 file that it was made from",
              start -> start.has(4, "ET1")),
          new Signature(
              "a model of ONNX Runtime (.ort)",
              "open the .onnx file that it was made from",
              start -> start.has(4, "ORTM")),
          new Signature(
              "a TensorRT engine", TO_ONNX, start -> start.has(0, "ftrt") || start.has(0, "ptrt")),
          new Signature("an RKNN model", TO_ONNX, text("RKNN")),
          new Signature(
              "an old GGML model",
              "convert it to GGUF with llama.cpp",
              start -> start.has(0, "lmgg") || start.has(0, "tjgg") || start.has(0, "fmgg")),
          new Signature(
              "a fastText model",
              "write its vectors with numpy.save",
              start -> start.has(0, "\u00ba\u0016O/")),
          new Signature(
              "an MXNet file of parameters",
              "load it with mxnet.nd.load and write it with numpy.savez",
              start -> start.has(0, "\u0012\u0001\0\0\0\0\0\0")),
          new Signature("an ncnn network without its weights", TO_ONNX, text("7767517\n")),
          new Signature(
              "a Lua Torch file",
              "load it with torchfile in Python and write it with numpy.savez",
              start -> start.has(12, "V 1") && start.has(0, "\u0004\0\0\0")),
          new Signature("a gzip archive", UNPACK, start -> start.has(0, "\u001f\u008b")),
          new Signature("an xz archive", unpack("xz -dk"), start -> start.has(0, "\u00fd7zXZ")),
          new Signature(
              "a zstd archive", unpack("zstd -d"), start -> start.has(0, "(\u00b5/\u00fd")),
          new Signature(
              "a bzip2 archive",
              unpack("bzip2 -dk"),
              start -> start.has(0, "BZh") && start.has(4, "1AY&SY")),
          new Signature(
              "an lz4 archive", unpack("lz4 -d"), start -> start.has(0, "\u0004\"M\u0018")),
          new Signature("a 7z archive", unpack("7z x"), start -> start.has(0, "7z\u00bc\u00af")),
          new Signature("a RAR archive", unpack("unrar x"), start -> start.has(0, "Rar!\u001a")),
          new Signature(
              "a tar archive",
              UNPACK,
              start ->
                  start.has(257, "ustar")
                      || start.has(0, "./././@PaxHeader")
                      || start.has(0, "././@PaxHeader")),
          new Signature(
              "a torch.package archive",
              "load its pickle with torch.package.PackageImporter and torch.save the state dict",
              zip(".*(^|/)\\.data/(extern_modules|version|\\d+\\.storage)")),
          new Signature("a TorchServe archive", UNPACK, zip("MAR-INF/MANIFEST\\.json")),
          new Signature("a Core ML package, packed", TO_ONNX, zip("(.*/)?com\\.apple\\.CoreML/.*")),
          new Signature(
              "an archive without files, as numpy.savez writes it of no arrays",
              "write it with the arrays' names",
              text("PK\u0005\u0006")),
          new Signature("a ZIP archive", UNPACK, start -> ZipArchive.recognises(start.bytes())),
          new Signature(
              "a MessagePack file without arrays of Flax",
              "load it with flax and write it with safetensors.flax",
              Signatures::isMessagePack),
          new Signature(
              "a zlib stream, such as joblib compresses",
              "load it with joblib and dump it without compress",
              Signatures::isZlib),
          new Signature(
              "word vectors of word2vec",
              "load them with gensim and write them with numpy.save",
              words("\\d{1,12} \\d{1,6}\\R\\S+ .*")),
          new Signature(
              "weights of Darknet", "convert them to PyTorch or ONNX", Signatures::isDarknet),
          new Signature(
              "parameters of Paddle inference",
              "load them in Paddle and write them with numpy.savez",
              Signatures::isPaddle),
          new Signature(
              "a file that begins with zeros only",
              AGAIN + ": that is what a broken copy leaves",
              Start::isZeros),
          new Signature(
              "an ONNX model without ir_version",
              "set model.ir_version and save it again",
              start -> ProtoFields.of(start.bytes()).isOnnxWithoutVersion()),
          new Signature(
              "one ONNX tensor, as the tests of ONNX have them",
              "write onnx.numpy_helper.to_array of it with numpy.save",
              start -> ProtoFields.of(start.bytes()).isOnnxTensor()),
          new Signature(
              "a TensorFlow SavedModel's graph",
              "open the folder variables beside it, or convert it with tf2onnx",
              start -> ProtoFields.of(start.bytes()).isSavedModel()),
          new Signature(
              "a Core ML model", TO_ONNX, start -> ProtoFields.of(start.bytes()).isCoreMl()),
          new Signature("a Caffe model", TO_ONNX, start -> ProtoFields.of(start.bytes()).isCaffe()),
          new Signature(
              "a frozen TensorFlow graph",
              "convert it with tf2onnx",
              start -> ProtoFields.of(start.bytes()).isTensorFlowGraph()));

  private Signatures() {}

  /**
   * What a file or folder is that no reader recognises, and what to do, as the rest of a line:
   * {@code a web page; download or copy it again}. Null if nobody knows. Never throws.
   */
  public static @Nullable String of(Source source) {
    if (source.isFolder()) return FolderSignatures.of(source.path());
    Start start = Start.of(source.bytes());
    for (Signature signature : TABLE) {
      if (signature.matches.test(start)) return signature.what + "; " + signature.advice;
    }
    return FolderSignatures.ofPart(source.path());
  }

  /**
   * As {@link #of}, of what looks like one file or many files of PyTorch, and is a part or the
   * parts of one that only its own program puts together.
   */
  public static @Nullable String ofParts(Source source) {
    return source.isFolder()
        ? FolderSignatures.ofShards(source.path())
        : FolderSignatures.ofShard(source.path());
  }

  /** What the tables name, and what to do with it, as the documentation has it. */
  public static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (Signature signature : TABLE) table.put(signature.what, signature.advice);
    table.putAll(FolderSignatures.table());
    return table;
  }

  private static String unpack(String command) {
    return "unpack it with '" + command + "' and open what is inside";
  }

  private static Predicate<Start> text(String prefix) {
    return start -> start.has(0, prefix);
  }

  /** A text that begins with one of these, whatever its case, after space and byte-order mark. */
  private static Predicate<Start> words(String alternatives) {
    Pattern pattern =
        Pattern.compile("(?:" + alternatives + ")", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    return start -> pattern.matcher(start.text()).lookingAt();
  }

  private static Predicate<Start> json(String keys) {
    Pattern pattern = Pattern.compile("\\{.*\"(" + keys + ")\"\\s*:.*", Pattern.DOTALL);
    return start -> pattern.matcher(start.text()).matches();
  }

  private static Predicate<Start> zip(String name) {
    Pattern pattern = Pattern.compile(name);
    return start -> start.names().stream().anyMatch(entry -> pattern.matcher(entry).matches());
  }

  /** A map of at least one entry whose first key is a short word. */
  private static boolean isMessagePack(Start start) {
    Bytes bytes = start.bytes();
    if (!bytes.has(0, 4)) return false;
    int map = bytes.u8(0);
    int key = map == 0xde ? 3 : 1;
    if (map != 0xde && (map < 0x81 || map > 0x8f)) return false;
    int length = bytes.has(key, 1) ? bytes.u8(key) - 0xa0 : 0;
    return length > 0
        && length < 32
        && bytes.has(key + 1, length)
        && bytes
            .text(key + 1, length, 32, StandardCharsets.ISO_8859_1, "a key")
            .chars()
            .allMatch(c -> c == '_' || (Character.isLetterOrDigit(c) && c < 0x80));
  }

  /** A header of two bytes that a text may have too, and then something that is no text. */
  private static boolean isZlib(Start start) {
    boolean header =
        Stream.of("x\u0001", "x^", "x\u009c", "x\u00da").anyMatch(h -> start.has(0, h));
    Bytes bytes = start.bytes();
    for (long at = 2; header && at < Math.min(bytes.size(), 64); at++) {
      if (bytes.u8(at) < 9 || bytes.u8(at) > 0x7e) return true;
    }
    return false;
  }

  /** Version 0.1 or 0.2, a revision, then how many pictures were seen, then floats. */
  private static boolean isDarknet(Start start) {
    Bytes bytes = start.bytes();
    return bytes.has(0, 20)
        && bytes.size() % 4 == 0
        && bytes.i32(0) == 0
        && (bytes.i32(4) == 1 || bytes.i32(4) == 2)
        && bytes.i32(8) >= 0
        && bytes.i32(8) <= 9;
  }

  /**
   * Version 0, no levels of detail, version 0, then a short description that begins with a type.
   */
  private static boolean isPaddle(Start start) {
    Bytes bytes = start.bytes();
    return bytes.has(0, 24)
        && bytes.i64(0) == 0
        && bytes.i64(8) == 0
        && bytes.i32(16) > 0
        && bytes.i32(16) < 4096
        && bytes.u8(20) == 0x08;
  }
}
