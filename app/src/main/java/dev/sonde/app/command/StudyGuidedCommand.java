package dev.sonde.app.command;

import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.network.layer.Cell;
import dev.sonde.study.guided.GuidedSettings;
import dev.sonde.study.guided.LookupTask;
import dev.sonde.study.guided.TaskFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde study guided}: what differs between networks with and without guidance? */
@Command(
    name = "guided",
    mixinStandardHelpOptions = true,
    description = {
      "Compares networks trained with and without guided attention.",
      "Both groups learn to apply lookup tables: accuracies, weights, parts moved from one "
          + "to the other, pruning, hidden states. Leaves a report, and all tables for 'sonde "
          + "sql'.",
      "Stopped or killed, the same command goes on where it was; with more runs or cells it "
          + "adds them."
    },
    footer = {
      "",
      "Example: sonde study guided --out guided",
      "Example: sonde study guided --preset paper --cells gru --runs 2 --out paper",
      "Example: sonde sql --run guided \"select model, split, avg(sequence) from accuracy group by"
          + " all\""
    })
public final class StudyGuidedCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "sonde-guided",
      description = "Where everything goes; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("sonde-guided");

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = {
        "quick: small networks, minutes on two cores (the default).",
        "paper: hidden 512, 100 epochs of batch 1, five runs, GRU and LSTM; hours, with "
            + "--processes.",
        "Other options replace single settings of it."
      })
  private String preset = "quick";

  @Option(
      names = "--cells",
      paramLabel = "CELLS",
      split = ",",
      description = "gru, lstm, or gru,lstm; what the preset says by default.")
  private @Nullable List<String> cells;

  @Option(names = "--runs", paramLabel = "N", description = "Networks per group and cell.")
  private @Nullable Integer runs;

  @Option(
      names = "--transfer-runs",
      paramLabel = "N",
      description = "How many of them exchange parts and are pruned.")
  private @Nullable Integer transferRuns;

  @Option(names = "--hidden", paramLabel = "N", description = "Units of encoder and decoder.")
  private @Nullable Integer hidden;

  @Option(names = "--epochs", paramLabel = "N", description = "Of training.")
  private @Nullable Integer epochs;

  @Option(
      names = "--retrain-epochs",
      paramLabel = "N",
      description = "Of training after a part was moved or weights were pruned.")
  private @Nullable Integer retrainEpochs;

  @Option(
      names = "--thresholds",
      paramLabel = "T",
      split = ",",
      description = "Weights of less magnitude are pruned, one network per threshold.")
  private @Nullable List<Double> thresholds;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Use these published files (train.tsv, …) instead of generated tables.")
  private @Nullable Path data;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of tables, splits, weights, order; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public StudyGuidedCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    LookupTask task = data == null ? LookupTask.generate(seed) : TaskFiles.read(data);
    GuidedRun run = new GuidedRun(session, folder, settings(), task, data);
    run.run(where.local(folder, preset.equals("paper")), json);
    return 0;
  }

  private GuidedSettings settings() {
    GuidedSettings s =
        switch (preset) {
          case "quick" -> GuidedSettings.quick();
          case "paper" -> GuidedSettings.paper();
          default -> throw new UserError("--preset " + preset + ": quick or paper");
        };
    s = s.seed(seed);
    if (cells != null) s = s.cells(cells.stream().map(StudyGuidedCommand::cell).toList());
    int number = runs == null ? s.runs() : runs;
    s = s.runs(number, transferRuns == null ? Math.min(number, s.transferRuns()) : transferRuns);
    if (hidden != null) s = s.hidden(hidden);
    s =
        s.epochs(
            epochs == null ? s.epochs() : epochs,
            retrainEpochs == null ? s.retrainEpochs() : retrainEpochs);
    return thresholds == null ? s : s.thresholds(thresholds);
  }

  private static Cell cell(String name) {
    return Arrays.stream(Cell.values())
        .filter(c -> c.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new UserError("--cells " + name + ": gru, lstm or gru,lstm"));
  }
}
