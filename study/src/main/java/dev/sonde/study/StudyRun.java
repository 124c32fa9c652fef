package dev.sonde.study;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.file.AtomicFile;
import dev.sonde.study.run.Database;
import dev.sonde.study.run.RunInfo;
import dev.sonde.study.run.StudyFolder;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.Stage;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialException;
import dev.sonde.study.trial.TrialListener;
import dev.sonde.study.trial.TrialPlan;
import dev.sonde.study.trial.TrialStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A study in a folder. Begun again with the same folder it goes on where it was stopped or killed,
 * and gives the same; with other settings it keeps the trials that both have, and what was gathered
 * before as a version.
 */
public final class StudyRun<S extends Record> {

  private static final String REPORT = "report.html";

  private final Study<S> study;
  private final StudyPlan plan;
  private final TrialPlan trials;
  private final Path folder;
  private final TrialResults found;

  /**
   * Plans the study; nothing is written yet.
   *
   * @throws dev.sonde.file.InputException if what it works on is not there, or does not fit
   */
  public StudyRun(Study<S> study, S settings, Path folder) throws IOException {
    this.study = study;
    this.plan = study.plan(settings);
    trials = plan.trials();
    this.folder = folder;
    found = TrialResults.of(folder);
  }

  public StudyPlan plan() {
    return plan;
  }

  /** All its trials, in stages. */
  public TrialPlan trials() {
    return trials;
  }

  /** Where the report will be. */
  public Path report() {
    return folder.resolve(REPORT);
  }

  /**
   * Makes the folder, and writes the plan that {@code sonde trial} reads there.
   *
   * @return the plan's file
   * @throws dev.sonde.study.run.RunException if something else is in the folder
   */
  public Path begin(Provenance how) throws IOException {
    new StudyFolder(folder).begin(RunInfo.of(study.kind(), plan.described()).provenance(how));
    plan.keepInputs(folder);
    Path file = folder.resolve(TrialPlan.FILE);
    trials.write(file);
    return file;
  }

  /** What is left to do, in epochs of training. */
  public long remaining() {
    return unfinished().stream().mapToLong(plan::cost).sum();
  }

  private List<Trial> unfinished() {
    TrialStore store = found.store();
    return trials.all().stream().filter(trial -> !store.finished(trial)).toList();
  }

  /**
   * Runs what is not finished yet, stage by stage.
   *
   * @throws dev.sonde.study.trial.TrialInterrupted if the thread was interrupted
   * @throws TrialException if trials failed
   */
  public void run(LocalRunner runner, TrialListener listener) throws IOException {
    for (Stage stage : trials.stages()) {
      runner.run(found.store(), stage.trials(), listener).requireAll();
    }
  }

  /**
   * Publishes what trials found, wherever they ran: database, networks, figures and pages.
   *
   * @param told what is computed next, if it takes long
   * @throws TrialException if a trial is not finished
   */
  public StudyAnswer gather(Provenance how, Workers workers, Consumer<String> told)
      throws IOException {
    requireAll();
    StudyResults results = plan.results(found, told);
    found.store().gather(trials.all(), folder.resolve(Database.FILE), results.tables());
    for (Map.Entry<String, Path> network : results.networks().entrySet()) {
      AtomicFile.write(
          folder.resolve("networks").resolve(network.getKey() + ".safetensors"),
          to -> Files.copy(network.getValue(), to, StandardCopyOption.REPLACE_EXISTING));
    }
    StudyAnswer answer = results.answer(how, workers);
    for (var figure : answer.figures().entrySet()) {
      FigureFile.write(
          figure.getValue(), folder.resolve("figures").resolve(figure.getKey() + ".svg"));
    }
    for (Map.Entry<String, Page> page : answer.pages().entrySet()) {
      HtmlPage.write(page.getValue(), folder.resolve(page.getKey() + ".html"));
    }
    HtmlPage.write(answer.report(), report());
    return answer;
  }

  private void requireAll() {
    List<Trial> open = unfinished();
    if (open.isEmpty()) return;
    Trial first = open.getFirst();
    throw new TrialException(
        "%d of %d trials are not finished, the first is %s %s"
            .formatted(open.size(), trials.all().size(), first.kind(), first.key()));
  }
}
