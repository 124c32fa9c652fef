package dev.sonde.checkpoint.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a model's files share. A file of a model may name others (shards, external data);
 * such a name leads to a plain file inside the folder or to an error, never out of it.
 *
 * <p>One layout is met half-way: Hugging Face keeps files as {@code models--owner--name/blobs/*},
 * and what it makes for the user are links to them, in {@code snapshots/<revision>/} beside the
 * blobs or in a folder of the user's choice. A link into such blobs is followed.
 */
public final class ModelFolder {

  /** As the hub's client names a repository's folder in its cache. */
  private static final Pattern HUB = Pattern.compile("(models|datasets|spaces)--.+");

  private final Path folder;

  private ModelFolder(Path folder) {
    this.folder = folder;
  }

  public static ModelFolder of(Path folder) {
    return new ModelFolder(folder);
  }

  /** The folder in which {@code file} lies. */
  public static ModelFolder around(Path file) {
    return new ModelFolder(file.resolveSibling(""));
  }

  /**
   * The file of this name.
   *
   * @param name as written in the file: relative, with {@code /} between folders
   * @param naming who names it, the start of a message: {@code model.onnx: tensor 'w'}
   * @return the file's real path, or null if there is none
   * @throws CheckpointException if the name leads out of the folder or to something else than a
   *     plain file
   */
  public @Nullable Path find(String name, String naming) {
    Path relative = relative(name, naming);
    try {
      Path target = folder.resolve(relative);
      if (!Files.exists(target)) return null;
      Path real = target.toRealPath();
      if (!isInside(real)) {
        throw new CheckpointException(
            naming
                + " names '"
                + name
                + "', a link that leaves the model's folder (it leads to "
                + real
                + "): not followed; put the file itself there");
      }
      if (!Files.isRegularFile(real)) {
        throw new CheckpointException(naming + " names '" + name + "', which is not a plain file");
      }
      return real;
    } catch (IOException e) {
      throw new CheckpointException(
          naming + " names '" + name + "', which cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether a file that stands in the folder also lies in it, and is not a link out. */
  public boolean holds(Path file) throws IOException {
    return isInside(file.toRealPath());
  }

  private static Path relative(String name, String naming) {
    try {
      Path path = Path.of(name);
      boolean climbs = name.isEmpty() || path.isAbsolute() || path.getRoot() != null;
      for (Path part : path) climbs |= part.toString().equals("..");
      if (climbs) {
        throw new CheckpointException(
            naming + " names '" + name + "', which is not inside the model's folder");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new CheckpointException(naming + " names '" + name + "', which is not a file name", e);
    }
  }

  private boolean isInside(Path real) throws IOException {
    Path home = (folder.toString().isEmpty() ? Path.of(".") : folder).toRealPath();
    return real.startsWith(home) || isBlob(real, home);
  }

  /**
   * Whether this is a blob of the hub's cache, or one beside the snapshot that the folder is in.
   */
  private static boolean isBlob(Path real, Path home) {
    Path blobs = real.getParent();
    if (blobs == null || !blobs.endsWith("blobs")) return false;
    Path repository = blobs.getParent();
    if (repository == null || repository.getFileName() == null) return false;
    if (HUB.matcher(repository.getFileName().toString()).matches()) return true;
    return home.startsWith(repository.resolve("snapshots"));
  }
}
