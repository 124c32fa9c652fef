package dev.sonde.checkpoint.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of folders that are told by the names in them. */
final class FolderSignatures {

  private static final int GLANCE = 10_000;

  /** A folder that has a name for each of the patterns. */
  private record Signature(String what, String advice, List<Pattern> names) {
    Signature(String what, String advice, String... names) {
      this(what, advice, Stream.of(names).map(Pattern::compile).toList());
    }
  }

  private static final List<Signature> SHARDS =
      List.of(
          new Signature(
              "a distributed checkpoint (DCP)",
              "convert it with python -m torch.distributed.checkpoint.format_utils dcp_to_torch"
                  + " FOLDER FILE",
              ".*\\.distcp"),
          new Signature(
              "a DeepSpeed checkpoint, cut by ranks",
              "run its zero_to_fp32.py, and open the file that it writes",
              "(zero_pp_rank_|mp_rank_|bf16_zero_pp_rank_).*\\.pt"),
          new Signature(
              "a DeepSpeed checkpoint, cut by ranks",
              "run its zero_to_fp32.py, and open the file that it writes",
              "zero_to_fp32\\.py"),
          new Signature(
              "an unpacked file of PyTorch",
              "zip the folder again, without compression (zip -0 -r), and open that",
              "data\\.pkl",
              "data|version|byteorder"));

  private static final List<Signature> TABLE =
      List.of(
          new Signature(
              "a TensorFlow SavedModel",
              "convert it with tf2onnx, or save its Keras model as .keras",
              "saved_model\\.pb(txt)?"),
          new Signature(
              "an Orbax checkpoint",
              "restore it with orbax and write it with safetensors.flax",
              "_CHECKPOINT_METADATA|_METADATA|manifest\\.ocdbt"),
          new Signature(
              "a Core ML package",
              "open the ONNX or framework file that it was made from",
              "Manifest\\.json",
              "Data"),
          new Signature(
              "a compiled Core ML model",
              "open the ONNX or framework file that it was made from",
              "coremldata\\.bin"),
          new Signature(
              "an OpenVINO model",
              "open the ONNX or framework file that it was made from",
              ".*\\.xml",
              ".*\\.bin"),
          new Signature(
              "a model in the cache of Hugging Face",
              "open the folder of one version, in snapshots",
              "snapshots",
              "blobs"),
          new Signature(
              "a cache of Hugging Face",
              "open the folder of one version of a model: models--…/snapshots/…",
              "models--.*"),
          new Signature(
              "a model of Paddle inference",
              "load it in Paddle and write it with numpy.savez",
              "__model__|.*\\.pdmodel"));

  private FolderSignatures() {}

  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    for (Signature signature : SHARDS) table.put("folder: " + signature.what, signature.advice);
    for (Signature signature : TABLE) table.put("folder: " + signature.what, signature.advice);
    return table;
  }

  /** What the folder is, and what to do; null if nobody knows. */
  static @Nullable String of(Path folder) {
    List<String> names = names(folder);
    String found = in(TABLE, names);
    if (found != null) return found;
    // As unzip leaves it: one folder inside.
    return names.size() == 1 ? ofShards(folder.resolve(names.getFirst())) : null;
  }

  /** The same of a folder whose files are parts that PyTorch wrote. */
  static @Nullable String ofShards(Path folder) {
    return in(SHARDS, names(folder));
  }

  static @Nullable String ofShard(Path file) {
    if (file.endsWith("data.pkl")) {
      Path folder = file.toAbsolutePath().getParent();
      String whole = folder == null ? null : ofShards(folder);
      return whole == null ? null : "the list in " + whole;
    }
    return file.toString().endsWith(".distcp")
            && !Files.isRegularFile(file.resolveSibling(".metadata"))
        ? "a part of a distributed checkpoint (DCP); open its folder"
        : null;
  }

  private static @Nullable String in(List<Signature> table, List<String> names) {
    for (Signature signature : table) {
      if (has(names, signature.names)) return signature.what + "; " + signature.advice;
    }
    return null;
  }

  private static boolean has(List<String> names, List<Pattern> patterns) {
    return patterns.stream()
        .allMatch(pattern -> names.stream().anyMatch(name -> pattern.matcher(name).matches()));
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files.limit(GLANCE).map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** What a file without a beginning of its own is, by the one that belongs to it. */
  static @Nullable String ofPart(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.matches(".*\\.(index|data-\\d{5}-of-\\d{5})")) {
      return "a part of a TensorFlow checkpoint; open its folder";
    }
    if (name.endsWith(".meta")
        && Files.exists(file.resolveSibling(name.substring(0, name.length() - 5) + ".index"))) {
      return "the graph of a TensorFlow checkpoint; open its folder";
    }
    if (name.endsWith(".bin")
        && Files.isRegularFile(
            file.resolveSibling(name.substring(0, name.length() - 4) + ".xml"))) {
      return "the weights of an OpenVINO model; open the ONNX or framework file that it was made"
          + " from";
    }
    return null;
  }
}
