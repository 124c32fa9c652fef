package dev.sonde.study.run;

import dev.sonde.figure.table.Table;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a run while it is made; what {@link RunDraft} and trials share. */
public final class RunFolder {

  private RunFolder() {}

  /** Writes {@code run.json}. */
  public static void describe(Path folder, RunInfo info) throws IOException {
    Documents.write(folder.resolve(Run.FILE), info);
  }

  /** Writes {@code tables.json}, to be gathered into a database later. */
  public static void shard(Path folder, List<Table> tables) throws IOException {
    if (!tables.isEmpty()) Shard.write(folder, tables);
  }

  /** Where the networks of a run lie. */
  public static Path checkpoints(Path folder) {
    return folder.resolve(Run.CHECKPOINTS);
  }

  /**
   * Gives a complete folder its name, in one step, unless something stands there.
   *
   * @return false if something does
   */
  public static boolean publish(Path from, Path to) throws IOException {
    if (Files.exists(to)) return false;
    try {
      // The system refuses to rename a folder onto one that is not empty: nothing is ever replaced.
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(to + ": this file system cannot rename a folder in one step", e);
    } catch (FileSystemException e) {
      if (Files.exists(to)) return false;
      throw e;
    }
  }

  /** Deletes a folder that was not published. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
    }
  }
}
