package dev.sonde.app.study;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.TextPage;
import dev.sonde.figure.table.Table;
import dev.sonde.study.Study;
import dev.sonde.study.StudyAnswer;
import dev.sonde.study.StudyRun;
import dev.sonde.study.trial.LocalRunner;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A study that a person waits for: with progress, interruptible, to its report. */
record WatchedStudy<S extends Record>(
    Session session, Study<S> study, StudyRun<S> run, Provenance how) {

  static <S extends Record> WatchedStudy<S> of(Session session, Study<S> study, StudyRun<S> run) {
    Map<String, String> settings = run.plan().described();
    String seed = settings.get("seed");
    Provenance how =
        session.provenance(run.plan().inputs(), settings, seed == null ? null : Long.valueOf(seed));
    return new WatchedStudy<>(session, study, run, how);
  }

  /** Runs what is not finished yet. */
  void run(LocalRunner runner) throws Exception {
    run.begin(how);
    Interruption.guard(
        session.console(),
        () -> {
          try (TrialProgress progress =
              new TrialProgress(session.console(), "epochs", run.remaining(), run.plan()::cost)) {
            run.run(runner, progress);
          }
          return 0;
        });
  }

  /** Gathers, and says what was found. */
  void finish(int slots, boolean json) throws Exception {
    StudyAnswer answer = Interruption.guard(session.console(), () -> gathered(slots));
    Console console = session.console();
    if (json) {
      String schema = "sonde.study." + study.kind() + "/1";
      Json.print(console.out(), schema, document(answer), how);
    } else {
      print(answer, console);
    }
    console.out().flush();
  }

  private StudyAnswer gathered(int slots) throws IOException {
    Console console = session.console();
    try (Workers workers = Workers.of(slots)) {
      return run.gather(
          how,
          workers,
          what -> {
            if (console.interactive()) console.err().println("sonde: comparing " + what);
          });
    }
  }

  private void print(StudyAnswer answer, Console console) {
    Table first = answer.tables().values().iterator().next();
    Page.Section section = new Page.Section("", List.of(new Block.TableBlock(first)));
    Page words = new Page("", "", answer.report().findings(), List.of(section));
    TextPage.print(words, console.out(), console.width(), false, false);
    console.out().println();
    console.out().println("Page: " + run.report());
  }

  /** One shape for all studies. */
  private Map<String, Object> document(StudyAnswer answer) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("summary", answer.summary());
    document.put(
        "tables",
        answer.tables().keySet().stream()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    name -> rows(answer, name),
                    (a, _) -> a,
                    LinkedHashMap::new)));
    document.put("report", run.report().toString());
    return document;
  }

  private static Object rows(StudyAnswer answer, String name) {
    Table table = answer.tables().get(name);
    return table == null ? List.of() : table.objects();
  }
}
