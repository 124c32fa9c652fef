package dev.sonde.app.study;

import dev.sonde.app.output.Session;
import dev.sonde.study.StudyRun;
import dev.sonde.study.guided.GuidedSettings;
import dev.sonde.study.guided.GuidedStudy;
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
      "Trains two groups of small networks, one with guided attention, and compares their"
          + " accuracy and their weights: a small 'sonde study guided'.",
      "If it was stopped or killed, the same command continues."
    },
    footer = {"", "Example: sonde demo --out my-demo"})
public final class DemoCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = {"-o", "--out", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "sonde-demo",
      description = "Folder for all results; default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("sonde-demo");

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of data, weights and order; default: ${DEFAULT-VALUE}.")
  private long seed;

  public DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    GuidedStudy study = new GuidedStudy();
    GuidedSettings settings = GuidedSettings.quick().with("seed", seed);
    RunnerOptions where = new RunnerOptions();
    WatchedStudy<GuidedSettings> watched =
        WatchedStudy.of(session, study, new StudyRun<>(study, settings, folder));
    watched.run(where.local(folder, false));
    watched.finish(where.slots(), false);
    session
        .console()
        .out()
        .println("Explore the results: sonde open " + Session.quoted(folder.toString()));
    session.console().out().flush();
    return 0;
  }
}
