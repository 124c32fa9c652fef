package dev.sonde.study.survey;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.table.Table;
import dev.sonde.study.TrialResults;
import dev.sonde.study.run.Database;
import dev.sonde.study.run.Query;
import dev.sonde.study.run.RunInfo;
import dev.sonde.study.run.StudyFolder;
import dev.sonde.study.run.TableFile;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialException;
import dev.sonde.study.trial.TrialListener;
import dev.sonde.study.trial.TrialPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a survey keeps what it has read: a folder like a study's, so that {@code sonde trial},
 * Slurm and Spark work on it, and {@code sonde sql --run} asks it.
 */
public record SurveyState(Path folder, SurveyPlan plan) {

  /** Makes the folder, and writes the plan that {@code sonde trial} reads there. */
  public Path begin(Provenance how) throws IOException {
    new StudyFolder(folder).begin(RunInfo.of(SurveyPlan.KIND, plan.described()).provenance(how));
    Path file = folder.resolve(TrialPlan.FILE);
    plan.trials().write(file);
    return file;
  }

  /**
   * Reads what is not read yet.
   *
   * @throws dev.sonde.study.trial.TrialInterrupted if the thread was interrupted
   */
  public void run(int slots, TrialListener listener) throws IOException {
    LocalRunner.threads(slots, SurveyWork.works())
        .run(results().store(), plan.trials().all(), listener)
        .requireAll();
  }

  private TrialResults results() {
    return TrialResults.of(folder);
  }

  /**
   * Makes one database of all units: the tables {@code files}, {@code tensors}, {@code sketches}.
   *
   * @throws TrialException if a unit is not finished
   */
  public void gather() throws IOException {
    List<Trial> trials = plan.trials().all();
    long open = trials.stream().filter(trial -> !results().store().finished(trial)).count();
    if (open > 0) {
      throw new TrialException(
          "%s: %d of %d units are not read yet; run them, then gather"
              .formatted(folder, open, trials.size()));
    }
    results().store().gather(trials, folder.resolve(Database.FILE), List.of());
  }

  /** Asks the gathered tables. */
  public Table query(String sql) {
    return Query.of(List.of(folder), sql);
  }

  /** Writes the answer to a query as a file, or as a folder of partitions, without holding it. */
  public void export(String sql, Path target, String partition) throws IOException {
    TableFile.export(folder, sql, target, partition);
  }
}
