package dev.sonde.app.serve.files;

import dev.sonde.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkpoints that were looked at last, opened; one that has changed is opened anew. */
public final class OpenFiles {

  private static final int MOST = 24;

  private record Stamp(Path path, long bytes, long modified) {}

  private final Recent<Stamp, FileFacts> open = new Recent<>(MOST);

  /**
   * A checkpoint.
   *
   * @param path that may be read; see {@link OpenedPaths#within}
   * @throws dev.sonde.checkpoint.reader.CheckpointException if it is none
   */
  public FileFacts of(Path path) throws IOException {
    Stamp stamp = new Stamp(path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
    synchronized (open) {
      FileFacts there = open.get(stamp);
      if (there != null) return there;
    }
    FileFacts opened = new FileFacts(Checkpoint.open(path));
    synchronized (open) {
      FileFacts other = open.putIfAbsent(stamp, opened);
      return other == null ? opened : other;
    }
  }
}
