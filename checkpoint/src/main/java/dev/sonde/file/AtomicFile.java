package dev.sonde.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file so that a reader sees the old content or the whole new one, never a half: the
 * content goes to a temporary name in the same folder, which is renamed when it is complete and
 * deleted when it is not.
 *
 * <p>An interrupted thread cannot write through a channel. Who asks a thread to stop wants it to
 * save, so a write puts the interrupt off: the file is written, anew if need be, and the thread is
 * interrupted again when it stands.
 */
public final class AtomicFile {

  /** Writes the content of a file to the temporary path that it is given; may be asked again. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path temporary) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes {@code target} in one step; missing parent folders are made. A symbolic link stays, and
   * the file that it leads to is written. What is no plain file (a pipe, a device, {@code
   * /dev/stdout}) is not replaced: the complete content is written into it.
   *
   * @throws OutputException if writing or renaming fails; a file at {@code target} is then as it
   *     was before
   * @throws IOException if the file system cannot be asked
   */
  public static void write(Path target, Content content) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      Path file = WriteTarget.of(target);
      boolean through = WriteTarget.isWrittenThrough(file);
      Path folder = through ? Files.createTempDirectory("sonde") : folder(file, target);
      try {
        while (!written(file, folder, content, through)) interrupted |= Thread.interrupted();
      } finally {
        if (through) Files.delete(folder);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new OutputException(target, e);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /**
   * Finds out, before hours of work, whether {@link #write} could write {@code target} at all:
   * links in a circle, a folder in its place, a file where a folder is needed, rights. A disk that
   * will be full is not foreseen.
   *
   * @throws OutputException that says why not
   */
  public static void requireWritable(Path target) {
    try {
      Path file = WriteTarget.of(target);
      if (WriteTarget.isWrittenThrough(file)) {
        if (!Files.isWritable(file)) throw new OutputException(target, "permission denied");
      } else if (file.getParent() != null) {
        requireFolder(file.getParent(), target);
      }
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
  }

  /** As {@link #requireWritable}, for files within a folder that may still have to be made. */
  public static void requireFolder(Path folder) {
    requireFolder(folder.toAbsolutePath(), folder);
  }

  private static void requireFolder(Path folder, Path target) {
    Path there = folder;
    while (there.getParent() != null && !Files.exists(there)) there = there.getParent();
    if (!Files.isDirectory(there)) {
      throw new OutputException(target, "'" + there + "' is not a folder");
    }
    if (!Files.isWritable(there)) throw new OutputException(target, "permission denied");
  }

  private static Path folder(Path file, Path target) throws IOException {
    Path folder = file.getParent();
    if (folder == null) throw new OutputException(target, "a file system's root");
    Files.createDirectories(folder);
    return folder;
  }

  /** False if an interrupt cut it short. */
  private static boolean written(Path file, Path folder, Content content, boolean through)
      throws IOException {
    // The JDK's own temporary files can be read by their owner only, and so could the result.
    Path temporary = Temporary.file(folder, "part");
    try {
      content.writeTo(temporary);
      if (through) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
          Files.copy(temporary, out);
        }
      } else {
        rename(temporary, file);
      }
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
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
