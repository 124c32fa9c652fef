package dev.sonde.study.trial;

import dev.sonde.figure.table.Table;
import dev.sonde.study.run.Database;
import dev.sonde.study.run.Run;
import dev.sonde.study.run.RunFolder;
import dev.sonde.study.run.RunInfo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Published trials, each a {@link Run} in a folder named by its key: {@code trials/3f/a1….}. Any
 * number of processes on one machine may work in a store at once; a file lock, which the system
 * takes back from a killed process, keeps two from the same trial. Where locks do not reach (some
 * network file systems) two may do the same work, and the first to publish wins.
 */
public final class TrialStore {

  /** What became of an attempt. */
  public enum Outcome {
    /** It was run and published now. */
    DONE,
    /** It had been published before. */
    DONE_BEFORE,
    /** Another process is at it. */
    BUSY
  }

  private static final int FAN_OUT = 2;

  private final Path folder;
  private final Set<String> here = ConcurrentHashMap.newKeySet();

  public TrialStore(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  /** Where a trial stands, or will. */
  public Path path(String key) {
    return shelf(key).resolve(key.substring(FAN_OUT));
  }

  private Path shelf(String key) {
    return folder.resolve(key.substring(0, FAN_OUT));
  }

  public boolean finished(Trial trial) {
    return finished(trial.key());
  }

  private boolean finished(String key) {
    return Run.isAt(path(key));
  }

  /**
   * A published trial.
   *
   * @throws dev.sonde.study.run.RunException if it is not finished
   */
  public Run run(Trial trial) {
    return run(trial.key());
  }

  /** See {@link #run(Trial)}. */
  public Run run(String key) {
    return Run.open(path(key));
  }

  /**
   * Runs a trial unless it is finished or under way elsewhere.
   *
   * @throws IOException if its files cannot be written; whatever the work throws; nothing is
   *     published then, and the next attempt finds the workplace as this one left it
   */
  public Outcome attempt(Trial trial, Work work, DoubleConsumer progress) throws IOException {
    String key = trial.key();
    if (finished(key)) return Outcome.DONE_BEFORE;
    if (!here.add(key)) return Outcome.BUSY;
    try {
      return locked(trial, key, work, progress);
    } finally {
      here.remove(key);
    }
  }

  private Outcome locked(Trial trial, String key, Work work, DoubleConsumer progress)
      throws IOException {
    Path shelf = shelf(key);
    Files.createDirectories(shelf);
    String rest = key.substring(FAN_OUT);
    Path lockFile = shelf.resolve("." + rest + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) return Outcome.BUSY;
      if (finished(key)) {
        Files.deleteIfExists(lockFile);
        return Outcome.DONE_BEFORE;
      }
      Path part = shelf.resolve("." + rest + ".part");
      Files.createDirectories(part);
      publish(trial, key, work, part, progress);
      // Whoever still waits for this lock, or makes a new one, finds the trial finished.
      Files.deleteIfExists(lockFile);
      return Outcome.DONE;
    }
  }

  private void publish(Trial trial, String key, Work work, Path part, DoubleConsumer progress)
      throws IOException {
    Workplace place = new Workplace(this, part, progress);
    work.run(trial, place);
    // A flag left by an interrupt must not close the files that are written now; the work is done.
    boolean interrupted = Thread.interrupted();
    try {
      RunFolder.delete(place.scratch());
      RunFolder.shard(part, place.tables());
      RunFolder.describe(part, RunInfo.of(trial.kind(), trial.settings()));
      if (!RunFolder.publish(part, path(key))) RunFolder.delete(part);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /**
   * A table of a published trial.
   *
   * @return empty if the trial made no such table
   */
  public Optional<Table> table(Trial trial, String name) {
    return run(trial).shard().stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /**
   * Writes one database: the tables of all these trials, joined by name, each row with the key of
   * its trial in front; the table {@code trials}, one row each with its settings as columns; and
   * the tables of {@code more}.
   *
   * @throws TrialException if a trial is not finished
   */
  public void gather(List<Trial> trials, Path database, List<Table> more) throws IOException {
    for (Trial trial : trials) {
      if (!finished(trial)) {
        throw new TrialException(trial.kind() + " trial " + trial.key() + " is not finished");
      }
    }
    Database.write(
        database,
        sink -> {
          sink.add(TrialsTable.of(trials));
          for (Trial trial : trials) {
            for (Table table : run(trial).shard()) sink.add(keyed(table, trial.key()));
          }
          for (Table table : more) sink.add(table);
        });
  }

  private static Table keyed(Table table, String key) {
    Table.Builder keyed = Table.named(table.name()).text("trial");
    table.heads().forEach(keyed::column);
    for (List<@Nullable Object> row : table.rows()) {
      List<@Nullable Object> cells = new java.util.ArrayList<>(row.size() + 1);
      cells.add(key);
      cells.addAll(row);
      keyed.row(cells);
    }
    return keyed.build();
  }
}
