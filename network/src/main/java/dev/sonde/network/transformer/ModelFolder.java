package dev.sonde.network.transformer;

import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.shards.ShardIndex;
import dev.sonde.network.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a model's folder as the Hugging Face hub lays it out. */
public final class ModelFolder {

  static final String SETTINGS = "config.json";

  /** Goldens and adapters may lie beside the weights: those have their usual name. */
  private static final List<String> WEIGHTS =
      List.of(
          "model.safetensors.index.json",
          "model.safetensors",
          "pytorch_model.bin.index.json",
          "pytorch_model.bin");

  private ModelFolder() {}

  /** Whether a path is such a folder. */
  public static boolean is(Path path) {
    return Files.isDirectory(path) && Files.isRegularFile(path.resolve(SETTINGS));
  }

  static Checkpoint weights(Path folder) {
    return Checkpoint.open(usual(folder).orElse(folder));
  }

  private static Optional<Path> usual(Path folder) {
    return WEIGHTS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  /**
   * What is read of a folder: settings, weights with their shards, the tokenizer.
   *
   * @throws dev.sonde.checkpoint.reader.CheckpointException if no weights are in it
   * @throws IOException if an index cannot be read
   */
  public static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>(List.of(folder.resolve(SETTINGS)));
    Path weights = usual(folder).orElse(null);
    if (weights == null) weights = Checkpoint.open(folder).path();
    files.add(weights);
    if (weights.toString().endsWith(".index.json")) {
      ShardIndex.read(Bytes.map(weights)).shards().values().stream()
          .distinct()
          .map(folder::resolve)
          .forEach(files::add);
    }
    files.addAll(Tokenizer.files(folder));
    return files;
  }
}
