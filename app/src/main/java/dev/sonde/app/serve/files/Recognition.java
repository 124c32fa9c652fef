package dev.sonde.app.serve.files;

import dev.sonde.app.serve.files.IndexedFile.Facts;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.file.InputException;
import dev.sonde.file.Printable;
import dev.sonde.network.model.FileWiring;
import dev.sonde.study.run.Run;
import dev.sonde.study.run.StudyFolder;
import dev.sonde.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Finds out what a file is: names, types and shapes are read, no numbers. */
final class Recognition {

  /** These hold no weights, whatever else they hold; none is opened. */
  private static final Set<String> NO_WEIGHTS =
      Set.of(
          "html",
          "md",
          "log",
          "py",
          "css",
          "js",
          "svg",
          "pdf",
          "duckdb",
          "lock",
          "part",
          "yaml",
          "yml",
          "toml",
          "gitignore",
          "parquet");

  private static final Set<String> TEXTS = Set.of("csv", "tsv", "txt", "jsonl");
  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  /** Formats whose files say how they are computed. */
  private static final Set<String> PROGRAMS =
      Set.of("onnx", "torchscript", "torch-export", "keras-zip");

  private static final Set<String> ARRAYS = Set.of("npy", "npz", "npy-folder");

  /** What the first layer of the built-in recurrent architectures is called. */
  private static final Set<String> KNOWN_LAYERS =
      Set.of("rnn.weight_hh_l0", "decoder.rnn.weight_hh_l0");

  private Recognition() {}

  /** Whether a folder is one thing by itself. */
  static boolean isOneThing(Path folder) {
    return Run.isAt(folder) || isHubFolder(folder);
  }

  /** As the Hugging Face hub lays a model out. */
  private static boolean isHubFolder(Path folder) {
    return Files.isRegularFile(folder.resolve("config.json"))
        && (Files.isRegularFile(folder.resolve("model.safetensors"))
            || Files.isRegularFile(folder.resolve("model.safetensors.index.json"))
            || Files.isRegularFile(folder.resolve("pytorch_model.bin")));
  }

  static Facts of(Path path) {
    if (Files.isDirectory(path)) return ofFolder(path);
    String ending = ending(path);
    if (NO_WEIGHTS.contains(ending)) return Facts.of(FileKind.UNKNOWN);
    if (TEXTS.contains(ending) || PICTURES.contains(ending)) return Facts.of(FileKind.DATA);
    // An index of shards is the one JSON that stands for weights.
    if (ending.equals("json") && !path.toString().endsWith(".index.json")) {
      return Facts.of(FileKind.UNKNOWN);
    }
    return ofWeights(path);
  }

  private static Facts ofFolder(Path folder) {
    if (Run.isAt(folder)) {
      boolean grows = Files.isDirectory(folder.resolve(StudyFolder.TRIALS));
      return Facts.of(grows ? FileKind.STUDY : FileKind.RUN);
    }
    Facts weights = ofWeights(folder);
    return weights.error() == null
        ? new Facts(
            FileKind.TRANSFORMER, weights.format(), weights.tensors(), weights.parameters(), null)
        : weights;
  }

  private static Facts ofWeights(Path path) {
    try {
      Checkpoint checkpoint = Checkpoint.open(path);
      long parameters = checkpoint.tensors().stream().mapToLong(Tensor::count).sum();
      return new Facts(
          kind(checkpoint), checkpoint.format(), checkpoint.tensors().size(), parameters, null);
    } catch (InputException e) {
      return new Facts(
          FileKind.UNKNOWN, null, -1, -1, Printable.of(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Whether a file that looks like weights alone is a network that opens, which takes longer to
   * find out than what is in it.
   */
  static boolean isNetwork(Path path) {
    try {
      return FileWiring.isKnown(Checkpoint.open(path));
    } catch (InputException e) {
      return false;
    }
  }

  private static FileKind kind(Checkpoint checkpoint) {
    String format = checkpoint.format();
    if (format.equals("gguf")) return FileKind.TRANSFORMER;
    if (ARRAYS.contains(format)) return FileKind.DATA;
    if (PROGRAMS.contains(format) || checkpoint.metadata().containsKey("model")) {
      return FileKind.NETWORK;
    }
    return KNOWN_LAYERS.stream().anyMatch(checkpoint::has) ? FileKind.NETWORK : FileKind.CHECKPOINT;
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
