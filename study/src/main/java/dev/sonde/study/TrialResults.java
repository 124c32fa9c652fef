package dev.sonde.study;

import dev.sonde.figure.table.Table;
import dev.sonde.study.run.Query;
import dev.sonde.study.run.Run;
import dev.sonde.study.run.StudyFolder;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialException;
import dev.sonde.study.trial.TrialStore;
import java.nio.file.Path;
import java.util.List;

/**
 * The published trials of a study.
 *
 * @param folder of the study
 */
public record TrialResults(Path folder, TrialStore store) {

  public static TrialResults of(Path folder) {
    return new TrialResults(folder, new TrialStore(folder.resolve(StudyFolder.TRIALS)));
  }

  /** What a finished trial left. */
  public Run run(Trial trial) {
    return store.run(trial);
  }

  /**
   * A table of a finished trial.
   *
   * @throws TrialException if it made none of that name
   */
  public Table table(Trial trial, String name) {
    return store
        .table(trial, name)
        .orElseThrow(() -> new TrialException(trial.kind() + " made no table '" + name + "'"));
  }

  /** Asks the database of the study, which must be written. */
  public Table query(String sql) {
    return Query.of(List.of(folder), sql);
  }
}
