package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.projection.ProjectionSequence.Alignment;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.table.Table;
import dev.sonde.study.activity.ActivityReport;
import dev.sonde.study.activity.ActivitySettings;
import dev.sonde.study.activity.ActivityStudy;
import dev.sonde.study.activity.Architecture;
import dev.sonde.study.activity.LinkedPage;
import dev.sonde.study.run.Query;
import dev.sonde.study.trial.LocalRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde study activity}: what do hidden layers see? */
@Command(
    name = "activity",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how a classifier's layers pull classes apart.",
      "Trains a classifier of images and looks into it layer by layer and epoch by epoch: "
          + "projections with their quality, trails, neuron maps, similarity. Leaves a report, "
          + "and all tables for 'sonde sql'.",
      "Stopped or killed, the same command goes on where it was."
    },
    footer = {
      "",
      "Example: sonde study activity --out activity",
      "Example: sonde study activity --data fashion-mnist --network cnn --units 64 --out fashion",
      "Example: sonde study activity --preset paper --out paper"
    })
public final class StudyActivityCommand implements Callable<Integer> {
  /** Quality of every layer's picture, over networks. */
  private static final String QUALITY =
      """
      SELECT epoch, layer, count(*) AS networks, avg(hit_before) AS hit_nd,
        avg(hit_after) AS hit_2d, avg(trustworthiness) AS trustworthiness,
        avg(continuity) AS continuity, avg(kl) AS kl
      FROM pictures GROUP BY epoch, layer ORDER BY epoch, layer
      """;

  private final Session session;

  @Mixin private final ImageDataOptions images = new ImageDataOptions();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "sonde-activity",
      description = "Where everything goes; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("sonde-activity");

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = {
        "quick: MNIST if 'sonde data' finds it, else generated images; four layers of 200 "
            + "units, 10 epochs on 10,000 images, 2 networks; minutes on two cores (the "
            + "default).",
        "paper: MNIST, four layers of 1000 units, 100 epochs; hours.",
        "Other options replace single settings of it."
      })
  private String preset = "quick";

  @Option(names = "--network", paramLabel = "NAME", description = "mlp (the default) or cnn.")
  private @Nullable Architecture network;

  @Option(
      names = "--units",
      paramLabel = "N",
      description = "Of each hidden layer; of the cnn's last two, 8 times and once as many.")
  private @Nullable Integer units;

  @Option(names = "--runs", paramLabel = "N", description = "Networks; views are of the first.")
  private @Nullable Integer runs;

  @Option(names = "--epochs", paramLabel = "N", description = "Of training.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Images per step.")
  private @Nullable Integer batch;

  @Option(names = "--inputs", paramLabel = "N", description = "Test images that are shown.")
  private @Nullable Integer inputs;

  @Option(names = "--looked", paramLabel = "N", description = "Epochs that are looked at.")
  private @Nullable Integer looked;

  @Option(
      names = "--align",
      paramLabel = "WAY",
      split = ",",
      description =
          "How pictures of a sequence are brought together: independent, from-first, "
              + "chained, joint, dynamic, procrustes; several with commas.")
  private @Nullable List<String> align;

  @Option(names = "--perplexity", paramLabel = "P", description = "Of t-SNE.")
  private @Nullable Double perplexity;

  @Option(names = "--iterations", paramLabel = "N", description = "Of t-SNE.")
  private @Nullable Integer iterations;

  @Option(names = "--trees", paramLabel = "N", description = "Of each forest.")
  private @Nullable Integer trees;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of generated images, samples, weights, order; ${DEFAULT-VALUE} by default.")
  private long seed = 1;

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public StudyActivityCommand(Session session) {
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

  private ActivitySettings settings() {
    ActivitySettings s =
        switch (preset) {
          case "quick" -> ActivitySettings.quick();
          case "paper" -> ActivitySettings.paper();
          default -> throw new UserError("--preset " + preset + ": quick or paper");
        };
    s = s.data(images.choice(s.data(), seed)).seed(seed);
    if (network != null) s = s.network(network, s.units());
    if (units != null) s = s.units(units);
    s =
        s.training(
            runs == null ? s.runs() : runs,
            epochs == null ? s.epochs() : epochs,
            batch == null ? s.batch() : batch);
    s =
        s.looking(
            inputs == null ? s.inputs() : inputs,
            looked == null ? s.looked() : looked,
            align == null ? s.alignments() : align.stream().map(this::alignment).toList(),
            trees == null ? s.trees() : trees);
    return s.tsne(
        perplexity == null ? s.perplexity() : perplexity,
        iterations == null ? s.iterations() : iterations);
  }

  private Alignment alignment(String name) {
    try {
      return Alignment.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "--align " + name + ": independent, from-first, chained, joint, dynamic or procrustes");
    }
  }

  private void study(LocalRunner runner) throws IOException {
    Console console = session.console();
    ActivitySettings settings = settings();
    ActivityStudy study = new ActivityStudy(folder, settings);
    Provenance how = session.provenance(study.inputs(), settings.asMap(), settings.seed());
    try (TrialProgress progress =
        new TrialProgress(console, "epochs", study.remaining(), ActivityStudy::cost)) {
      study.run(runner, progress, how);
    }
    Path report = folder.resolve("report.html");
    ActivityReport.write(study, how, report);
    LinkedPage.write(study, how, folder.resolve("linked.html"));
    List<Finding> remarks = ActivityReport.summary(study);
    Table quality = Query.of(List.of(folder), QUALITY);
    new StudyAnswer(remarks, "quality", quality, report, how).print(console, json);
  }
}
