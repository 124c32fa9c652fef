package dev.sonde.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file so that a reader sees the old content or the whole new one, never a half: the
 * content goes to a temporary name in the same folder, which is renamed when it is complete and
 * deleted when it is not.
 */
public final class AtomicFile {

  /** Writes the content of a file to the temporary path that it is given. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path temporary) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes {@code target} in one step; missing parent folders are made.
   *
   * @throws IOException if writing or renaming fails; {@code target} is then as it was before
   */
  public static void write(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) throw new IOException(target + ": cannot write to a file system's root");
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "." + absolute.getFileName(), ".part");
    try {
      content.writeTo(temporary);
      rename(temporary, absolute);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Writes {@code text} as UTF-8; see {@link #write}. */
  public static void writeString(Path target, String text) throws IOException {
    write(target, temporary -> Files.writeString(temporary, text));
  }

  private static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
