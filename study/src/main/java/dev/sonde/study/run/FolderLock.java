package dev.sonde.study.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That a process is at work in a study's folder, until it ends: a shared lock of the system on a
 * hidden file, so that many may work on one study, and none changes the study under the others. A
 * file system without locks is trusted.
 *
 * <p>Locks of the system belong to the process as a whole, and closing any channel to the file
 * gives them up: so this process has one channel per folder, and never closes it.
 */
final class FolderLock {

  private static final String FILE = ".sonde-lock";

  /** By folder: what this process holds. */
  private static final Map<Path, FolderLock> HELD = new HashMap<>();

  private final Path folder;
  private final FileChannel channel;
  private @Nullable FileLock atWork;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** What is done while no other process begins here. */
  @FunctionalInterface
  interface Begin {
    void with(FolderLock lock) throws IOException;
  }

  /**
   * Begins to work in a folder, one process after the other.
   *
   * @throws RunException if {@code begin} requires to be alone and is not
   */
  static void hold(Path folder, Begin begin) throws IOException {
    synchronized (HELD) {
      Path real = folder.toRealPath();
      FolderLock lock = HELD.get(real);
      if (lock == null) {
        lock =
            new FolderLock(
                folder,
                FileChannel.open(
                    real.resolve(FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE));
        HELD.put(real, lock);
      }
      FileLock gate = lock.lock(0, false);
      try {
        begin.with(lock);
        lock.share();
      } finally {
        if (gate != null) gate.release();
      }
    }
  }

  /** Null where the file system has no locks. */
  private @Nullable FileLock lock(long position, boolean shared) {
    try {
      return channel.lock(position, 1, shared);
    } catch (IOException e) {
      return null;
    }
  }

  private void share() throws IOException {
    if (atWork != null && atWork.isShared()) return;
    if (atWork != null) atWork.release();
    atWork = lock(1, true);
  }

  /**
   * From here to the end of the beginning.
   *
   * @throws RunException if another process is at work in the folder
   */
  void requireAlone() throws IOException {
    if (atWork != null) atWork.release();
    atWork = null;
    try {
      atWork = channel.tryLock(1, 1, false);
    } catch (IOException e) {
      return;
    }
    if (atWork == null) {
      share();
      throw new RunException(
          folder
              + ": another process is at work on a study with other settings here; wait for it, or"
              + " name another folder");
    }
  }
}
