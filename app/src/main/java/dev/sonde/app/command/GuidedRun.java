package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.study.guided.GuidedSettings;
import dev.sonde.study.guided.GuidedStudy;
import dev.sonde.study.guided.LookupTask;
import dev.sonde.study.guided.Split;
import dev.sonde.study.guided.Summaries;
import dev.sonde.study.trial.LocalRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The study of guidance as a command runs it: with progress, interruptible, to its report. */
record GuidedRun(
    Session session, Path folder, GuidedSettings settings, LookupTask task, @Nullable Path data) {

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
    GuidedStudy study = new GuidedStudy(folder, settings, task);
    Provenance how = session.provenance(inputs(), settings.asMap(), settings.seed());
    GuidedStudy.Answer answer;
    try (TrialProgress progress =
        new TrialProgress(console, "epochs", study.remaining(), GuidedStudy::cost)) {
      answer =
          study.run(
              runner,
              progress,
              what -> {
                if (console.interactive()) console.err().println("sonde: comparing " + what);
              },
              how);
    }
    Summaries found = Summaries.of(folder);
    GuidedReport page = new GuidedReport(study, answer, found, task);
    Page report = page.report(how);
    HtmlPage.write(report, folder.resolve("report.html"));
    for (var figure : page.figures().entrySet()) {
      FigureFile.write(
          figure.getValue(), folder.resolve("figures").resolve(figure.getKey() + ".svg"));
    }
    if (json) Json.print(console.out(), Document.of(found, new GuidedWords(found), how));
    else print(console.out(), report);
    console.out().flush();
  }

  private void print(PrintWriter out, Page report) {
    for (Finding remark : report.findings()) out.println(remark.sentence());
    out.println("Tables: sonde sql --run " + folder + " \"select * from accuracy\"");
    out.println("Page: " + folder.resolve("report.html"));
  }

  /** The whole answer. */
  private record Document(
      List<Map<String, @Nullable Object>> accuracy,
      List<Map<String, @Nullable Object>> transfer,
      List<Map<String, @Nullable Object>> pruning,
      List<Map<String, @Nullable Object>> change,
      List<Map<String, @Nullable Object>> variance,
      List<Map<String, @Nullable Object>> gates,
      List<Map<String, @Nullable Object>> probes,
      List<Map<String, @Nullable Object>> comparison,
      List<Map<String, @Nullable Object>> rows,
      Map<String, List<String>> headline,
      Provenance provenance) {

    static Document of(Summaries found, GuidedWords words, Provenance how) {
      Map<String, List<String>> headline = new LinkedHashMap<>();
      for (String cell : words.cells()) headline.put(cell, words.headlineInFull(cell));
      return new Document(
          found.accuracy().objects(),
          found.transfer().objects(),
          found.pruning().objects(),
          found.change().objects(),
          found.variance().objects(),
          found.gates().objects(),
          found.probes().objects(),
          found.comparison().objects(),
          found.rows().objects(),
          headline,
          how);
    }
  }

  private List<Path> inputs() {
    Path from = data;
    if (from == null) return List.of();
    return Arrays.stream(Split.values())
        .map(split -> from.resolve(split.fileName()))
        .filter(Files::exists)
        .toList();
  }
}
