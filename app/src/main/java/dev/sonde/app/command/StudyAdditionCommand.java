package dev.sonde.app.command;

import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.study.addition.AdditionSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde study addition}: how does a network learn to add? */
@Command(
    name = "addition",
    mixinStandardHelpOptions = true,
    description = {
      "Trains networks to add numbers as text, and looks into them.",
      "Forwards and backwards: cell states, what they track, which units matter, where two "
          + "networks differ. Leaves a report, and all tables for 'sonde sql'.",
      "Stopped or killed, the same command goes on where it was; with more runs it adds them."
    },
    footer = {
      "",
      "Example: sonde study addition --out addition",
      "Example: sonde study addition --preset paper --runs 2 --slots 1 --out paper"
    })
public final class StudyAdditionCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "sonde-addition",
      description = "Where everything goes; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("sonde-addition");

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = {
        "quick: two digits, 64 units, and the variants; minutes on two cores (the default).",
        "paper: three digits, 128 units, 5,000 sums, 200 epochs, four runs each; an hour.",
        "Other options replace single settings of it."
      })
  private String preset = "quick";

  @Option(names = "--runs", paramLabel = "N", description = "Networks per condition.")
  private @Nullable Integer runs;

  @Option(names = "--digits", paramLabel = "D", description = "Of the largest term.")
  private @Nullable Integer digits;

  @Option(names = "--terms", paramLabel = "T", description = "Of every sum.")
  private @Nullable Integer terms;

  @Option(names = "--units", paramLabel = "N", description = "Of encoder and decoder.")
  private @Nullable Integer units;

  @Option(names = "--samples", paramLabel = "N", description = "Training sums.")
  private @Nullable Integer samples;

  @Option(names = "--epochs", paramLabel = "N", description = "Of training.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Sums per step of training.")
  private @Nullable Integer batch;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop early after so many epochs without a better exact accuracy; 0: never.")
  private @Nullable Integer patience;

  @Option(
      names = "--variants",
      negatable = true,
      description = "Also attention, a curriculum, drawing by total, shorter terms; one run each.")
  private @Nullable Boolean variants;

  @Option(
      names = "--asked",
      paramLabel = "N",
      description = "Sums asked with each unit silenced, and for probes.")
  private @Nullable Integer asked;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of sums, weights, order; ${DEFAULT-VALUE} by default.")
  private long seed = 1;

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public StudyAdditionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    new AdditionRun(session, folder, settings()).run(where.local(folder), json);
    return 0;
  }

  private AdditionSettings settings() {
    AdditionSettings s =
        switch (preset) {
          case "quick" -> AdditionSettings.quick();
          case "paper" -> AdditionSettings.paper();
          default -> throw new UserError("--preset " + preset + ": quick or paper");
        };
    s =
        s.size(
            or(digits, s.digits()),
            or(terms, s.terms()),
            or(units, s.units()),
            or(samples, s.samples()));
    s =
        s.training(
            or(epochs, s.epochs()),
            or(batch, s.batch()),
            or(patience, s.patience()),
            or(runs, s.runs()));
    s = s.looking(or(asked, s.asked()), s.indexed()).seed(seed);
    return variants == null ? s : s.variants(variants);
  }

  private static int or(@Nullable Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }
}
