package dev.sonde.checkpoint.numpy;

import dev.sonde.checkpoint.reader.Bytes;
import dev.sonde.checkpoint.reader.CheckpointException;
import dev.sonde.checkpoint.reader.CheckpointReader;
import dev.sonde.checkpoint.reader.Contents;
import dev.sonde.checkpoint.reader.ModelFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a folder of {@code .npy} files, each one tensor, in the order of their names. Files in
 * subfolders are addressed as {@code sub/name}; other files may lie beside; links to folders are
 * not followed.
 */
public final class NpyFolderReader implements CheckpointReader {

  /** Folders in folders; no one's layers nest deeper. */
  private static final int MAX_DEPTH = 8;

  /** Files that recognition looks at before it concludes that the folder is something else. */
  private static final int GLANCE = 10_000;

  private static final int MAX_FILES = 1_000_000;

  @Override
  public String format() {
    return "npy-folder";
  }

  @Override
  public boolean recognises(Source source) {
    if (!source.isFolder()) return false;
    try (Stream<Path> files = Files.walk(source.path(), MAX_DEPTH)) {
      return files.limit(GLANCE).anyMatch(f -> isArray(f) && Files.isRegularFile(f));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  @Override
  public boolean yieldsToFiles() {
    return true;
  }

  private static boolean isArray(Path file) {
    return file.toString().endsWith(NpyReader.EXTENSION) && !Files.isDirectory(file);
  }

  @Override
  public Contents read(Source source) {
    String name = source.bytes().name();
    NpyCollection arrays = new NpyCollection(name);
    ModelFolder folder = ModelFolder.of(source.path());
    try {
      for (Path file : walk(source.path(), name)) {
        String relative = source.path().relativize(file).toString().replace('\\', '/');
        if (isArray(file)) read(folder, name, relative, arrays);
        else if (Files.isDirectory(file)) noteUnentered(source.path(), file, relative, arrays);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new CheckpointException(name + ": cannot be read: " + e.getMessage(), e);
    }
    return arrays.build();
  }

  private static List<Path> walk(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder, MAX_DEPTH)) {
      List<Path> found = files.limit(MAX_FILES + 1L).toList();
      if (found.size() > MAX_FILES) {
        throw new CheckpointException(name + ": more than " + MAX_FILES + " files in the folder");
      }
      return found.stream().sorted().toList();
    }
  }

  private static void read(ModelFolder folder, String name, String relative, NpyCollection arrays)
      throws IOException {
    Path real = folder.find(relative, name);
    if (real == null) throw new CheckpointException(name + ": '" + relative + "' leads nowhere");
    Bytes file = Bytes.map(real, name + "/" + relative);
    arrays.add(relative, NpyHeader.read(file), file.storage());
  }

  private static void noteUnentered(Path folder, Path sub, String relative, NpyCollection arrays) {
    if (Files.isSymbolicLink(sub)) {
      arrays.note("'" + relative + "' is a link to a folder: not followed");
    } else if (folder.relativize(sub).getNameCount() == MAX_DEPTH) {
      arrays.note("folder '" + relative + "' lies deeper than " + MAX_DEPTH + ": not read");
    }
  }
}
