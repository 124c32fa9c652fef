package dev.sonde.study.trial;

import dev.sonde.figure.table.Table;
import dev.sonde.study.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Where a trial works: nothing of it is seen from outside before the trial is published. */
public final class Workplace {

  private final TrialStore store;
  private final Path folder;
  private final DoubleConsumer progress;
  private final List<Table> tables = new ArrayList<>();

  Workplace(TrialStore store, Path folder, DoubleConsumer progress) {
    this.store = store;
    this.folder = folder;
    this.progress = progress;
  }

  /** Where files go that are to be kept. */
  public Path folder() {
    return folder;
  }

  /** Where networks go that are to be kept. */
  public Path checkpoints() {
    return RunFolder.checkpoints(folder);
  }

  /**
   * Where files go that serve only to go on after a kill: not published.
   *
   * <p>Its content is deleted before the trial is published.
   */
  public Path scratch() {
    return folder.resolve(".scratch");
  }

  /** Keeps a table. Tables of one name have the same columns in all trials of a study. */
  public void add(Table table) {
    tables.add(table);
  }

  List<Table> tables() {
    return Collections.unmodifiableList(tables);
  }

  /** The published trials, for work that builds on others. */
  public TrialStore store() {
    return store;
  }

  /** Tells how much is done, 0 to 1. */
  public void progress(double share) {
    progress.accept(share);
  }

  /** Whether the work shall stop at the next good place, save, and throw TrialInterrupted. */
  public boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
