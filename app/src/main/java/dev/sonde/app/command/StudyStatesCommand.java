package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Console;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.file.Printable;
import dev.sonde.network.layer.Cell;
import dev.sonde.network.torch.Torch;
import dev.sonde.question.machines.NamedMachines;
import dev.sonde.study.states.Grid;
import dev.sonde.study.states.StatesStudy;
import dev.sonde.study.states.StatesSummary;
import dev.sonde.study.trial.LocalRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde study states}: do hidden states cluster by the states of a machine? */
@Command(
    name = "states",
    mixinStandardHelpOptions = true,
    description = {
      "Clusters the states of many networks that follow machines.",
      "Trains recurrent networks, or takes trained ones, clusters their hidden states with "
          + "every method, and says how well clusters stand for states, over all networks. Leaves "
          + "tables for 'sonde sql', figures and a report.",
      "Stopped or killed, the same command goes on where it was."
    },
    footer = {
      "",
      "Example: sonde study states --preset quick --out states",
      "Example: sonde study states --networks trained/ --machines machines/ --out stored",
      "Example: sonde sql --run states \"select clustering, median(weighted) from clusterings group"
          + " by all\""
    })
public final class StudyStatesCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "sonde-states",
      description = "Where everything goes; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("sonde-states");

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = {
        "quick: 4 machines, 4 cells, 1 size, 2 repeats; minutes on two cores (the default).",
        "paper: Tomita 1-7 or --machines, 4 cells, 3 sizes, 2 repeats, 200 epochs; a day.",
        "Other options replace single settings of it."
      })
  private String preset = "quick";

  @Option(
      names = "--machines",
      paramLabel = "M",
      split = ",",
      description = "Files, folders of .dot files, or built-in names such as tomita5.")
  private @Nullable List<String> machines;

  @Option(
      names = "--networks",
      paramLabel = "FOLDER",
      description = "Take these trained networks, named after their machines; train nothing.")
  private @Nullable Path networks;

  @Option(
      names = "--cells",
      paramLabel = "C",
      split = ",",
      description = "relu, tanh, gru, lstm; all by default.")
  private @Nullable List<String> cells;

  @Option(
      names = "--sizes",
      paramLabel = "S",
      split = ",",
      description = "Units per input and state: 1, 1.5; with layers in front: 2x1.")
  private @Nullable List<String> sizes;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Networks per machine, cell and size.")
  private @Nullable Integer repeats;

  @Option(names = "--words", paramLabel = "N", description = "Training words.")
  private @Nullable Integer words;

  @Option(names = "--epochs", paramLabel = "N", description = "Of training, at most.")
  private @Nullable Integer epochs;

  @Option(
      names = "--clusterings",
      paramLabel = "NAMES",
      split = ",",
      description = "all, published, or names such as 'k-means 4n'; published by default.")
  private @Nullable List<String> clusterings;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of weights, words and clusterings; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Mixin private RunnerOptions where = new RunnerOptions();

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      defaultValue = "local",
      description = {
        "local: run here (the default).",
        "plan: write plan.jsonl and run nothing; 'sonde trial FOLDER --line I' runs line I.",
        "slurm: write the plan and a script for sbatch.",
        "spark: write the plan and say how spark-submit runs it.",
        "gather: run nothing, gather what ran elsewhere."
      })
  private String runner = "local";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public StudyStatesCommand(Session session) {
    this.session = session;
  }

  /** The result and how it was made, in one document. */
  private record Document(StatesSummary result, List<String> leftOut, Provenance provenance) {}

  @Override
  public Integer call() throws Exception {
    Torch.require();
    Grid grid = grid();
    Provenance how = session.provenance(inputs(), grid.asMap(), grid.seed());
    StatesStudy study =
        networks == null
            ? StatesStudy.of(folder, grid, how)
            : StatesStudy.ofNetworks(folder, networks, grid, how);
    switch (runner) {
      case "local" -> finish(run(study), study, how);
      case "gather" -> finish(study.gather(), study, how);
      case "plan" ->
          session.console().out().println(study.plan() + ": " + study.trials().size() + " trials");
      case "slurm" -> {
        Path plan = study.plan();
        Path script = SlurmScript.write(folder, study.trials().size());
        session.console().out().println(plan + ": " + study.trials().size() + " trials");
        session.console().out().println(script + ": submit with sbatch");
      }
      case "spark" -> {
        PrintWriter out = session.console().out();
        out.println(study.plan() + ": " + study.trials().size() + " trials");
        out.println(
            "spark-submit --master URL --class dev.sonde.spark.SparkTrials sonde-spark.jar "
                + folder.toAbsolutePath().normalize()
                + " sonde");
      }
      default ->
          throw new UserError("--runner " + runner + ": local, plan, slurm, spark or gather");
    }
    session.console().out().flush();
    return 0;
  }

  private StatesStudy.Answer run(StatesStudy study) throws Exception {
    LocalRunner local = where.local(folder);
    return Interruption.guard(
        session.console(),
        () -> {
          try (TrialProgress progress =
              new TrialProgress(session.console(), "networks", study.trials().size(), _ -> 1)) {
            return study.run(local, progress);
          }
        });
  }

  private void finish(StatesStudy.Answer answer, StatesStudy study, Provenance how)
      throws IOException {
    Console console = session.console();
    new StatesReport(answer, study.leftOut(), how).write(folder);
    if (json) {
      Json.print(console.out(), new Document(answer.summary(), study.leftOut(), how));
      return;
    }
    StatesText.summary(answer.summary(), console.out());
    if (!study.leftOut().isEmpty()) {
      console
          .out()
          .println(
              "left out, for want of a machine of that name: "
                  + Printable.of(String.join(", ", study.leftOut())));
    }
    console.out().println("report: " + folder.resolve("report.html"));
    console.out().flush();
  }

  private Grid grid() throws IOException {
    Grid grid =
        switch (preset) {
          case "quick" -> Grid.quick();
          case "paper" -> Grid.paper();
          default -> throw new UserError("--preset " + preset + ": quick or paper");
        };
    grid = grid.seed(seed);
    if (machines != null) grid = grid.machines(NamedMachines.all(machines));
    if (cells != null) {
      grid = grid.cells(cells.stream().map(StudyStatesCommand::cell).toList());
    }
    if (sizes != null) grid = grid.sizes(sizes.stream().map(Grid.Size::parse).toList());
    if (repeats != null) grid = grid.repeats(repeats);
    grid =
        grid.training(
            words == null ? grid.words() : words, epochs == null ? grid.epochs() : epochs);
    try {
      return grid.analysis(
          grid.total(),
          grid.accuracyWords(),
          clusterings == null ? grid.clusterings() : clusterings);
    } catch (IllegalArgumentException e) {
      throw new UserError("--clusterings: " + e.getMessage());
    }
  }

  private List<Path> inputs() throws IOException {
    if (machines == null) return List.of();
    List<Path> files = new java.util.ArrayList<>();
    for (String machine : machines) {
      Path path = Path.of(machine);
      if (Files.isDirectory(path)) {
        try (Stream<Path> found = Files.list(path)) {
          found.filter(f -> f.toString().endsWith(".dot")).sorted().forEach(files::add);
        }
      } else {
        files.addAll(NamedMachines.files(machine));
      }
    }
    return files;
  }

  static Cell cell(String name) {
    return Arrays.stream(Cell.values())
        .filter(c -> c.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new UserError("cell '" + name + "': relu, tanh, gru or lstm"));
  }
}
