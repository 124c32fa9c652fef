package dev.sonde.app.command;

import dev.sonde.app.output.UserError;
import dev.sonde.network.torch.Torch;
import dev.sonde.study.trial.LocalRunner;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the trials of a study run, as every study asks for it. */
final class RunnerOptions {

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Trials at a time; as many as there are processors by default.")
  private @Nullable Integer slots;

  @Option(names = "--processes", description = "Run each slot's trials in a process of its own.")
  private boolean processes;

  /** Trials at a time. */
  int slots() {
    int lanes = slots == null ? LocalRunner.cores() : slots;
    if (lanes < 1) throw new UserError("--slots " + lanes + ": at least 1");
    return lanes;
  }

  /** A runner on this machine for the trials in a study's folder. */
  LocalRunner local(Path study) {
    return local(study, processes);
  }

  /** The same, in processes of their own even if that was not asked for. */
  LocalRunner local(Path study, boolean always) {
    Torch.require();
    return processes || always
        ? Works.processes(slots(), study)
        : LocalRunner.threads(slots(), Works.all());
  }
}
