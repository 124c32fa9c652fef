package dev.sonde.app.command;

import dev.sonde.app.output.Session;
import dev.sonde.study.guided.GuidedSettings;
import dev.sonde.study.guided.LookupTask;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sonde demo}: a study from end to end, in minutes. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a small study and writes a report, in minutes.",
      "Trains two groups of small networks, one of which is told where to look, and finds "
          + "out what they can do and where they differ: 'sonde study guided' in small.",
      "Stopped or killed, the same command goes on where it was."
    },
    footer = {"", "Example: sonde demo --out my-demo"})
public final class DemoCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "sonde-demo",
      description = "Where everything goes; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("sonde-demo");

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of tables, weights, order; ${DEFAULT-VALUE} by default.")
  private long seed;

  public DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    GuidedSettings settings = GuidedSettings.quick().seed(seed);
    new GuidedRun(session, folder, settings, LookupTask.generate(seed), null)
        .run(new RunnerOptions().local(folder), false);
    return 0;
  }
}
