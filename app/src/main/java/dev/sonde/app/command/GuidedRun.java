package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.network.torch.Torch;
import dev.sonde.study.guided.GuidedSettings;
import dev.sonde.study.guided.GuidedStudy;
import dev.sonde.study.guided.LookupTask;
import dev.sonde.study.guided.Split;
import dev.sonde.study.trial.LocalRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The study of guidance as a command runs it: with progress, interruptible, to its report. */
record GuidedRun(
    Session session, Path folder, GuidedSettings settings, LookupTask task, @Nullable Path data) {

  void run(@Nullable Integer slots, boolean processes, boolean json) throws Exception {
    Torch.missing()
        .ifPresent(
            why -> {
              throw new UserError(why);
            });
    int lanes = slots == null ? LocalRunner.cores() : slots;
    if (lanes < 1) throw new UserError("--slots " + lanes + ": at least 1");
    LocalRunner runner =
        processes
            ? Works.processes(lanes, folder)
            : LocalRunner.threads(lanes, GuidedStudy.works());
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
    console.out().println(answer.weights().keySet() + " " + json);
    console.out().flush();
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
