package dev.sonde.checkpoint;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user means who opens a folder. In a folder as Hugging Face's hub lays it out (settings,
 * vocabulary, weights) it is the one index of shards, or the one safetensors file; else the folder
 * itself if that is a format; else the one checkpoint in it.
 */
final class FolderChoice {

  private static final int MAX_FILES = 10_000;

  /** Files that are the model, whatever lies beside them: indexes of shards, then safetensors. */
  private static final List<String> WHOLE_MODEL =
      List.of(".safetensors.index.json", ".safetensors", ".bin.index.json", ".weights.json");

  private FolderChoice() {}

  /**
   * The file in {@code folder}, or the folder, as a source that some reader recognises.
   *
   * @throws CheckpointException if there is none, or more than one
   */
  static CheckpointReader.Source of(Path folder) throws IOException {
    List<Path> files = files(folder);
    for (String ending : WHOLE_MODEL) {
      Path model = only(files, ending);
      if (model != null) return file(folder, model);
    }
    CheckpointReader.Source whole =
        new CheckpointReader.Source(
            folder, true, Bytes.of(String.valueOf(folder.getFileName()), new byte[0]));
    if (Formats.find(whole) != null) return whole;
    List<CheckpointReader.Source> found = checkpoints(folder, files);
    if (found.size() == 1) return found.getFirst();
    throw new CheckpointException(folder + ": " + explain(found));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> !f.getFileName().toString().startsWith(".") && Files.isRegularFile(f))
          .sorted()
          .toList();
    }
  }

  private static @Nullable Path only(List<Path> files, String ending) {
    List<Path> found = files.stream().filter(f -> f.toString().endsWith(ending)).toList();
    return found.size() == 1 ? found.getFirst() : null;
  }

  private static CheckpointReader.Source file(Path folder, Path file) throws IOException {
    String name = file.getFileName().toString();
    Path real = ModelFolder.of(folder).find(name, folder.toString());
    if (real == null) throw new CheckpointException(file + ": no such file");
    Bytes mapped = Bytes.map(real);
    return new CheckpointReader.Source(file, false, mapped.slice(name, 0, mapped.size()));
  }

  private static List<CheckpointReader.Source> checkpoints(Path folder, List<Path> files)
      throws IOException {
    if (files.size() > MAX_FILES) {
      throw new CheckpointException(
          folder + ": a folder of " + files.size() + " files; open one of them");
    }
    List<CheckpointReader.Source> found = new ArrayList<>();
    for (Path path : files) {
      // A link that leaves the folder is nobody's model here; the folder may have another.
      if (!ModelFolder.of(folder).holds(path)) continue;
      CheckpointReader.Source source = file(folder, path);
      if (Formats.find(source) != null) found.add(source);
    }
    return found;
  }

  private static String explain(List<CheckpointReader.Source> found) {
    if (found.isEmpty()) return "no checkpoint of a known format in this folder";
    List<String> names =
        found.stream().limit(5).map(source -> String.valueOf(source.path().getFileName())).toList();
    return "a folder of "
        + found.size()
        + " checkpoints ("
        + String.join(", ", names)
        + (found.size() > names.size() ? ", …" : "")
        + "); open one of them";
  }
}
