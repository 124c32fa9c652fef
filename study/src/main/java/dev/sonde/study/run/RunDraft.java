package dev.sonde.study.run;

import dev.sonde.figure.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A run in the making: a hidden folder beside its target, which is renamed when the run is
 * complete. A draft that is closed unpublished is deleted; one that was killed is left, hidden.
 */
public final class RunDraft implements AutoCloseable {

  private static final int MOST_VERSIONS = 100_000;

  private final Path target;
  private final Path folder;
  private final RunInfo info;
  private final List<Table> tables = new ArrayList<>();

  private RunDraft(Path target, Path folder, RunInfo info) {
    this.target = target;
    this.folder = folder;
    this.info = info;
  }

  /** Begins a run that shall stand at {@code target}. */
  public static RunDraft begin(Path target, RunInfo info) throws IOException {
    String name = "." + target.getFileName() + "-" + UUID.randomUUID() + ".draft";
    Path folder = target.toAbsolutePath().resolveSibling(name);
    Files.createDirectories(folder);
    return new RunDraft(target, folder, info);
  }

  /** Where files of the run go until it is published. */
  public Path folder() {
    return folder;
  }

  /** Where its networks go. */
  public Path checkpoints() {
    return folder.resolve(Run.CHECKPOINTS);
  }

  public void add(Table table) {
    tables.add(table);
  }

  /**
   * Writes {@code run.json} and {@code results.duckdb}, and gives the run its name; if that is
   * taken, the next free of {@code NAME-2}, {@code NAME-3}, …
   */
  public Run publish() throws IOException {
    RunFolder.describe(folder, info);
    if (!tables.isEmpty()) {
      Database.write(
          folder.resolve(Database.FILE),
          sink -> {
            for (Table table : tables) sink.add(table);
          });
    }
    for (int version = 1; version <= MOST_VERSIONS; version++) {
      Path name =
          version == 1 ? target : target.resolveSibling(target.getFileName() + "-" + version);
      if (RunFolder.publish(folder, name.toAbsolutePath())) return Run.open(name);
    }
    throw new IOException(target + ": has " + MOST_VERSIONS + " versions; use another name");
  }

  @Override
  public void close() throws IOException {
    RunFolder.delete(folder);
  }
}
