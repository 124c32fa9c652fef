package dev.sonde.checkpoint;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader.Source;
import dev.sonde.checkpoint.reader.ModelFolder;
import dev.sonde.file.IoReason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every checkpoint in a folder and below, by the rules by which one folder is opened ({@link
 * Checkpoint#open}): a folder that is a format by itself (TensorFlow, distributed PyTorch, …) is
 * one checkpoint; an index stands for its shards; arrays ({@code .npy}) are a checkpoint only where
 * no other is. What is hidden is passed over, links out of the folder and links to folders are not
 * followed.
 *
 * <p>A file counts if its content is of a known format, or if its name ends as weights do: one that
 * is damaged, or unknown, is then listed too, and opening it says why it cannot be read.
 */
public final class CheckpointFiles {

  /** Names of files that a person expects weights in. */
  private static final Pattern WEIGHTS =
      Pattern.compile(
          ".*\\.(safetensors|pt|pth|pt2|bin|ckpt|h5|hdf5|keras|onnx|gguf|npz|tflite|msgpack)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern INDEX = Pattern.compile(".*\\.index\\.json");
  private static final Pattern SHARD = Pattern.compile(".*-\\d+-of-\\d+\\.(safetensors|bin)");
  private static final Pattern ARRAY = Pattern.compile(".*\\.npy");

  private static final int MAX_DEPTH = 64;

  private final Path start;
  private final List<Path> found = new ArrayList<>();

  private CheckpointFiles(Path start) {
    this.start = start;
  }

  /**
   * The checkpoints below a folder, in the order of their paths; of a file, that file.
   *
   * @throws CheckpointException if there is nothing at the path, or a folder cannot be listed
   */
  public static List<Path> below(Path start) {
    if (!Files.exists(start)) throw new CheckpointException(start + ": no such file or folder");
    if (!Files.isDirectory(start)) return List.of(start);
    CheckpointFiles files = new CheckpointFiles(start);
    try {
      files.visit(start, 0);
    } catch (IOException e) {
      throw new CheckpointException(start + ": cannot be listed: " + IoReason.of(e), e);
    }
    return List.copyOf(files.found);
  }

  private void visit(Path folder, int depth) throws IOException {
    if (depth > MAX_DEPTH) return;
    List<Path> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    list(folder, files, folders);
    Source whole = new Source(folder, true, Bytes.of(folder.toString(), new byte[0]));
    var reader = Formats.find(whole);
    if (reader != null && !reader.yieldsToFiles()) {
      found.add(folder);
      return;
    }
    boolean indexed = files.stream().anyMatch(f -> INDEX.matcher(name(f)).matches());
    int before = found.size();
    for (Path file : files) {
      boolean part = indexed && SHARD.matcher(name(file)).matches();
      if (!part && !ARRAY.matcher(name(file)).matches() && counts(file)) found.add(file);
    }
    for (Path below : folders) visit(below, depth + 1);
    boolean arrays = files.stream().anyMatch(f -> ARRAY.matcher(name(f)).matches());
    if (arrays && found.size() == before && reader != null) found.add(folder);
  }

  private void list(Path folder, List<Path> files, List<Path> folders) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(all::add);
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    all.sort(null);
    for (Path entry : all) {
      if (name(entry).startsWith(".")) continue;
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) folders.add(entry);
      else if (Files.isRegularFile(entry) && staysInside(entry)) files.add(entry);
    }
  }

  private boolean staysInside(Path file) throws IOException {
    return !Files.isSymbolicLink(file)
        || ModelFolder.of(start).holds(file)
        || ModelFolder.around(file).holds(file);
  }

  private static boolean counts(Path file) {
    if (WEIGHTS.matcher(name(file)).matches()) return true;
    try {
      return Formats.find(new Source(file, false, Bytes.map(file))) != null;
    } catch (IOException e) {
      return false; // it cannot be read, and nothing says that it holds weights
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
