package dev.sonde.app.study;

import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.study.list.Studies;
import dev.sonde.study.run.StudyFolder;
import dev.sonde.study.trial.LocalRunner;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialListener;
import dev.sonde.study.trial.TrialPlan;
import dev.sonde.study.trial.TrialStore;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde trial}: runs trials of a study; what runners start, here and on other machines. */
@Command(
    name = "trial",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Runs trials of a study and saves their results in its folder.",
      "Finished trials are not run again, so it is safe to run one twice or to kill this command"
          + " at any time. Trials that a trial depends on are run first."
    },
    footer = {"", "Example: sonde trial my-study --line 17"})
public final class TrialCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "STUDY",
      description = "The folder of a study, where plan.jsonl lists its trials.")
  private Path study = Path.of("");

  @Option(
      names = "--line",
      paramLabel = "I",
      description = "Run the trial in line I of the plan, counted from 0; repeat for more.")
  private List<Integer> lines = List.of();

  @Option(
      names = "--trial",
      paramLabel = "JSON",
      description = "Run this trial, written as a line of the plan.")
  private @Nullable String trial;

  @Option(
      names = "--worker",
      description =
          "Read trials from standard input, one per line, and report each on standard output.")
  private boolean worker;

  public TrialCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    TrialStore store = new TrialStore(study.resolve(StudyFolder.TRIALS));
    Map<String, Work> works = Studies.works();
    Path file = study.resolve(TrialPlan.FILE);
    boolean alone = trial != null || worker;
    TrialPlan plan = alone && !Files.exists(file) ? TrialPlan.none() : TrialPlan.read(file);
    return Interruption.guard(
        session.console(),
        () -> {
          if (worker) Worker.serve(store, works, plan, System.in, System.out);
          else run(store, works, plan);
          return 0;
        });
  }

  private void run(TrialStore store, Map<String, Work> works, TrialPlan plan) throws IOException {
    LocalRunner.threads(1, works, plan)
        .run(store, trials(plan.all()), TrialListener.silent())
        .requireAll();
  }

  private List<Trial> trials(List<Trial> plan) {
    if (trial != null) return List.of(TrialPlan.parse(trial));
    for (int line : lines) {
      if (line < 0 || line >= plan.size()) {
        throw new UserError("--line " + line + ": the plan has lines 0 to " + (plan.size() - 1));
      }
    }
    return lines.isEmpty() ? plan : lines.stream().map(plan::get).toList();
  }
}
