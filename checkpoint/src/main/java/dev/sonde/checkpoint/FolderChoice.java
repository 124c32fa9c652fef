package dev.sonde.checkpoint;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.CheckpointReader.Source;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.checkpoint.signature.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a user means who opens a folder. In a folder as Hugging Face's hub lays it out (settings,
 * vocabulary, weights) it is the one index of shards, or else the one safetensors file; else the
 * folder itself if that is a format; else the one checkpoint in it. Arrays ({@code .npy}) are the
 * checkpoint only where no other is: they lie beside many models.
 */
final class FolderChoice {

  private static final int MAX_FILES = 10_000;

  /** How deep arrays, and checkpoints beside them, are looked for. */
  private static final int MAX_DEPTH = 8;

  private static final int SHOWN = 5;

  /**
   * If one file ends so, it is the model, whatever lies beside it. An index of shards may have the
   * word for a variant in its name: {@code model.safetensors.index.fp16.json}.
   */
  private static final List<Pattern> MODEL =
      Stream.of(
              "safetensors\\.index\\.json",
              "safetensors",
              "bin\\.index\\.json",
              "weights\\.json",
              "safetensors\\.index\\.\\w+\\.json",
              "bin\\.index\\.\\w+\\.json")
          .map(ending -> Pattern.compile(".*\\." + ending))
          .toList();

  /** These belong to a model and say nothing of why there is none. */
  private static final String TEXT = ".*\\.(json|txt|md|ya?ml|py|gitattributes|gitignore)";

  private final Path folder;
  private final List<Source> found = new ArrayList<>();
  private final List<String> links = new ArrayList<>();

  private FolderChoice(Path folder) {
    this.folder = folder;
  }

  /**
   * The file in {@code folder}, or the folder, as a source that some reader recognises.
   *
   * @throws CheckpointException if there is none, or more than one
   */
  static Source of(Path folder) throws IOException {
    return new FolderChoice(folder).choice();
  }

  private Source choice() throws IOException {
    List<Path> files = files();
    for (Pattern pattern : MODEL) {
      List<Path> models = files.stream().filter(f -> pattern.matcher(name(f)).matches()).toList();
      if (models.size() == 1) return source(models.getFirst());
    }
    Source whole = new Source(folder, true, Bytes.of(folder.toString(), new byte[0]));
    CheckpointReader reader = Formats.find(whole);
    if (reader != null && !reader.yieldsToFiles()) return whole;
    String parts = Signatures.ofParts(whole);
    if (parts != null) throw new CheckpointException(folder + ": " + parts);
    boolean arrays = reader != null;
    if (files.size() > MAX_FILES) {
      throw new CheckpointException(
          folder + ": a folder of " + files.size() + " files; open one of them");
    }
    for (Path file : files) if (!arrays || !isArray(file)) find(file);
    if (found.isEmpty() && arrays) {
      below();
      if (found.isEmpty()) return whole;
      throw several("NumPy arrays and ");
    }
    if (found.size() == 1) return found.getFirst();
    throw found.isEmpty() ? none(whole, files) : several("");
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.sorted().toList()) {
        if (file.getFileName().toString().startsWith(".")) continue;
        if (Files.isRegularFile(file)) files.add(file);
        else if (Files.isSymbolicLink(file) && !Files.exists(file)) {
          links.add(name(file) + " is a link to " + target(file) + ", where nothing is");
        }
      }
    }
    return files;
  }

  private static boolean isArray(Path file) {
    return file.toString().endsWith(".npy");
  }

  /** Adds a file if some reader knows it. */
  private void find(Path file) throws IOException {
    // A link that leaves the folder is nobody's model here; the folder may have another.
    if (!ModelFolder.of(folder).holds(file)) {
      links.add(
          name(file) + " is a link to " + file.toRealPath() + ", outside of it: open that file");
      return;
    }
    Source source = source(file);
    if (Formats.find(source) != null) found.add(source);
  }

  /** Looks for checkpoints in the folders of this one. */
  private void below() throws IOException {
    try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH)) {
      List<Path> files =
          walk.limit(MAX_FILES).filter(f -> !isArray(f) && Files.isRegularFile(f)).toList();
      for (Path file : files) if (!folder.equals(file.getParent())) find(file);
    }
  }

  private Source source(Path file) throws IOException {
    String name = folder.relativize(file).toString();
    Path real = ModelFolder.of(folder).find(name, folder.toString());
    if (real == null) throw new CheckpointException(file + ": no such file");
    return new Source(file, false, Bytes.map(real, file.toString()));
  }

  private CheckpointException several(String before) {
    List<String> names = found.stream().limit(SHOWN).map(source -> name(source.path())).toList();
    return new CheckpointException(
        folder
            + ": a folder of "
            + before
            + found.size()
            + (found.size() == 1 ? " checkpoint (" : " checkpoints (")
            + String.join(", ", names)
            + (found.size() > names.size() ? ", …" : "")
            + "); open one of them");
  }

  private CheckpointException none(Source whole, List<Path> files) throws IOException {
    String what = Signatures.of(whole);
    if (what != null) return new CheckpointException(folder + ": " + what);
    List<String> reasons = new ArrayList<>(links);
    for (Path file : files) {
      if (reasons.size() >= SHOWN) break;
      if (name(file).matches(TEXT) || !ModelFolder.of(folder).holds(file)) continue;
      String other = Signatures.of(source(file));
      if (other != null) reasons.add(name(file) + " is " + other);
    }
    String line = ": no checkpoint of a known format in this folder";
    return new CheckpointException(
        folder
            + (reasons.isEmpty() ? line : line + "; " + String.join("; ", reasons))
            + (links.size() > SHOWN ? "; …" : ""));
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }

  private static String target(Path link) throws IOException {
    return Files.readSymbolicLink(link).toString();
  }
}
