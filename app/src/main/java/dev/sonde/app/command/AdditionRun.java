package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Session;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.table.Table;
import dev.sonde.study.addition.AdditionReport;
import dev.sonde.study.addition.AdditionSettings;
import dev.sonde.study.addition.AdditionStudy;
import dev.sonde.study.run.Query;
import dev.sonde.study.trial.LocalRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The study of addition as a command runs it: with progress, interruptible, to its report. */
record AdditionRun(Session session, Path folder, AdditionSettings settings) {

  /** Accuracies by condition, over networks. */
  private static final String ACCURACIES =
      """
      SELECT condition, sums, count(*) AS networks,
        avg("character") AS "character", min("character") AS least_character,
        max("character") AS most_character,
        avg(exact) AS exact, min(exact) AS least_exact, max(exact) AS most_exact
      FROM conditions JOIN accuracy USING (trial)
      GROUP BY condition, sums ORDER BY min(conditions.rowid), sums DESC
      """;

  void run(LocalRunner runner, boolean json) throws Exception {
    Interruption.guard(
        session.console(),
        () -> {
          study(runner, json);
          return 0;
        });
  }

  private void study(LocalRunner runner, boolean json) throws IOException {
    Console console = session.console();
    AdditionStudy study = new AdditionStudy(folder, settings);
    Provenance how = session.provenance(List.of(), settings.asMap(), settings.seed());
    try (TrialProgress progress =
        new TrialProgress(console, "epochs", study.remaining(), AdditionStudy::cost)) {
      study.run(runner, progress, how);
    }
    Path report = folder.resolve("report.html");
    if (console.interactive()) console.err().println("sonde: writing " + report);
    List<Finding> remarks;
    try (Workers workers = Workers.of(runner.slots())) {
      AdditionReport.write(study, how, workers, report);
      remarks = AdditionReport.summary(study, workers);
    }
    Table accuracies = Query.of(List.of(folder), ACCURACIES);
    new StudyAnswer(remarks, "accuracies", accuracies, report, how).print(console, json);
  }
}
