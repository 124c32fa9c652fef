package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.table.Table;
import dev.sonde.study.initialisation.InitialWeights;
import dev.sonde.study.initialisation.InitialisationReport;
import dev.sonde.study.initialisation.InitialisationSettings;
import dev.sonde.study.initialisation.InitialisationStudy;
import dev.sonde.study.run.Query;
import dev.sonde.study.trial.LocalRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde study initialisation}: how do initial weights shape a network? */
@Command(
    name = "initialisation",
    mixinStandardHelpOptions = true,
    description = {
      "Compares ways of starting the weights of a small network.",
      "Trains a convolutional network per way, and compares weights and features before and "
          + "after: distributions, distances, dead units, loss. Leaves a report, and all tables "
          + "for 'sonde sql'.",
      "Stopped or killed, the same command goes on where it was; with more runs it adds them."
    },
    footer = {
      "",
      "Example: sonde study initialisation --out initialisation",
      "Example: sonde study initialisation --preset paper --starts orthogonal,zeros --out paper"
    })
public final class StudyInitialisationCommand implements Callable<Integer> {
  /** Spread of weights and accuracy by initialiser, over networks. */
  private static final String SPREADS =
      """
      WITH changed AS (
        SELECT trial, parameter,
          max(std) FILTER ("at" = 'init') AS init, max(std) FILTER ("at" = 'last') AS last
        FROM parameters
        WHERE parameter IN ('conv1.weight', 'conv2.weight', 'conv3.weight', 'fc1.weight')
        GROUP BY trial, parameter)
      SELECT start, parameter, count(*) AS networks, avg(init) AS std_init, avg(last) AS std_last
      FROM networks JOIN changed ON looked = changed.trial
      GROUP BY start, parameter ORDER BY min(networks.rowid), parameter
      """;

  private final Session session;

  @Mixin private final ImageDataOptions images = new ImageDataOptions();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "sonde-initialisation",
      description = "Where everything goes; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("sonde-initialisation");

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = {
        "quick: MNIST if 'sonde data' finds it, else generated images; 6 epochs, 3 "
            + "networks each; minutes on two cores (the default).",
        "paper: all of CIFAR-10, 50 epochs, one network each; hours.",
        "Other options replace single settings of it."
      })
  private String preset = "quick";

  @Option(
      names = "--starts",
      paramLabel = "NAME",
      split = ",",
      description =
          "Initialisers: kaiming-normal, kaiming-uniform, xavier-normal, xavier-uniform, "
              + "orthogonal, ones, zeros; all by default.")
  private @Nullable List<String> starts;

  @Option(names = "--runs", paramLabel = "N", description = "Networks per initialiser.")
  private @Nullable Integer runs;

  @Option(names = "--epochs", paramLabel = "N", description = "Of training.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Images per step.")
  private @Nullable Integer batch;

  @Option(names = "--rate", paramLabel = "R", description = "Of Adam.")
  private @Nullable Double rate;

  @Option(
      names = "--shown",
      paramLabel = "N",
      description = "Inputs of each kind (train, validation, noise) whose features are looked at.")
  private @Nullable Integer shown;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of generated images, samples, weights, order; ${DEFAULT-VALUE} by default.")
  private long seed = 1;

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public StudyInitialisationCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    LocalRunner runner = where.local(folder);
    return Interruption.guard(
        session.console(),
        () -> {
          study(runner);
          return 0;
        });
  }

  private InitialisationSettings settings() {
    InitialisationSettings s =
        switch (preset) {
          case "quick" -> InitialisationSettings.quick();
          case "paper" -> InitialisationSettings.paper();
          default -> throw new UserError("--preset " + preset + ": quick or paper");
        };
    s = s.data(images.choice(s.data(), seed)).seed(seed);
    s =
        s.training(
            epochs == null ? s.epochs() : epochs,
            batch == null ? s.batch() : batch,
            rate == null ? s.rate() : rate);
    if (starts != null) s = s.starts(starts.stream().map(InitialWeights::named).toList());
    if (runs != null) s = s.runs(runs);
    return shown == null ? s : s.shown(shown);
  }

  private void study(LocalRunner runner) throws IOException {
    Console console = session.console();
    InitialisationSettings settings = settings();
    InitialisationStudy study = new InitialisationStudy(folder, settings);
    Provenance how = session.provenance(study.inputs(), settings.asMap(), settings.seed());
    try (TrialProgress progress =
        new TrialProgress(console, "epochs", study.remaining(), InitialisationStudy::cost)) {
      study.run(runner, progress, how);
    }
    Path report = folder.resolve("report.html");
    InitialisationReport.write(study, how, report);
    List<Finding> remarks = InitialisationReport.summary(study);
    Table spreads = Query.of(List.of(folder), SPREADS);
    new StudyAnswer(remarks, "weights", spreads, report, how).print(console, json);
  }
}
