package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.automata.Machine;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.network.torch.Torch;
import dev.sonde.study.states.ClusteringChoice;
import dev.sonde.study.states.NetworkFile;
import dev.sonde.study.states.Scaling;
import dev.sonde.study.states.StateAnalysis;
import dev.sonde.study.states.StateNetwork;
import dev.sonde.study.states.TrainingCourse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde states}: do the hidden states of a network cluster by the states of a machine? */
@Command(
    name = "states",
    mixinStandardHelpOptions = true,
    description = {
      "Clusters a recurrent network's hidden states by many methods.",
      "Runs words through a network that was to learn a finite-state machine, and says how "
          + "well clusters stand for states. The network is a file of tensors rnn.* and fc.*, or "
          + "an ONNX file of such a classifier, or is trained here with --train."
    },
    footer = {
      "",
      "Example: sonde states network.pt --machine machine.dot -o figures",
      "Example: sonde states --train gru --machine tomita7 -o trained"
    })
public final class StatesCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A file with the network.")
  private @Nullable Path model;

  @Option(
      names = "--machine",
      required = true,
      paramLabel = "FILE.dot|NAME",
      description = "The machine that it was to learn.")
  private String machine = "";

  @Option(
      names = "--train",
      paramLabel = "CELL",
      description = "Train a relu, tanh, gru or lstm network instead; needs -o.")
  private @Nullable String train;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "60",
      description = "Of --train, at most (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Words whose states are clustered, by the quota of lengths 1 to 14; ${DEFAULT-VALUE} by"
              + " default.")
  private int words;

  @Option(
      names = "--clusterings",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "all",
      description = "all, published, or names such as 'k-means 4n'; all by default.")
  private List<String> clusterings = List.of("all");

  @Option(
      names = "--draw",
      paramLabel = "NAME",
      defaultValue = "k-means 2n",
      description = "The clustering that figures show; ${DEFAULT-VALUE} by default.")
  private String draw = "k-means 2n";

  @Option(
      names = "--scaling",
      paramLabel = "NAME",
      defaultValue = "none",
      description =
          "none, or standard: every dimension to mean 0 and deviation 1 first (default:"
              + " ${DEFAULT-VALUE}).")
  private Scaling scaling = Scaling.NONE;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of the clusterings; results do not depend on it (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of words, clusterings and training; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Figures, and the network that was trained.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public StatesCommand(Session session) {
    this.session = session;
  }

  /** The result and how it was made, in one document. */
  private record Document(@JsonUnwrapped StateAnalysis result, Provenance provenance) {}

  @Override
  public Integer call() throws Exception {
    Torch.require();
    if ((model == null) == (train == null)) {
      throw new UserError("states: name the file of a network, or --train one; not both");
    }
    if (threads < 1) throw new UserError("--threads " + threads + ": at least 1");
    if (words < 1) throw new UserError("--words " + words + ": at least 1");
    Machine minimal = Machines.minimal(machine);
    List<ClusteringChoice> choices = choices();
    Map<String, Figure> figures = new LinkedHashMap<>();
    StateAnalysis.Details details;
    if (model != null) {
      try (StateNetwork network = NetworkFile.open(model, minimal)) {
        details = analyse(network, minimal, choices);
      }
    } else {
      TrainingCourse course = train(minimal);
      figures.put("training", CourseFigure.of(course));
      try (StateNetwork network = NetworkFile.open(course.network(), minimal)) {
        details = analyse(network, minimal, choices);
      }
    }
    if (output != null) {
      figures.putAll(new StatesFigures(details, drawn(choices)).all());
      for (Map.Entry<String, Figure> figure : figures.entrySet()) {
        Path file = output.resolve(figure.getKey() + ".svg");
        FigureFile.write(figure.getValue(), file);
        FigureOutput.tell(session, file);
      }
    }
    if (json) {
      Json.print(session.console().out(), new Document(details.analysis(), provenance()));
    } else {
      StatesText.analysis(details.analysis(), session.console().out());
    }
    return 0;
  }

  private List<ClusteringChoice> choices() {
    try {
      List<ClusteringChoice> drawn = ClusteringChoice.named(List.of(draw));
      if (drawn.size() != 1) throw new UserError("--draw " + draw + ": one clustering");
      return ClusteringChoice.named(clusterings);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  /** The clustering asked for, or the first one, where it is not among those that were run. */
  private int drawn(List<ClusteringChoice> choices) {
    for (int i = 0; i < choices.size(); i++) if (choices.get(i).name().equals(draw)) return i;
    return 0;
  }

  private StateAnalysis.Details analyse(
      StateNetwork network, Machine minimal, List<ClusteringChoice> choices) {
    StateAnalysis.Settings settings =
        StateAnalysis.Settings.defaults()
            .total(words)
            .seed(seed)
            .threads(threads)
            .clusterings(choices)
            .scaling(scaling);
    try (Progress progress = Progress.of(session.console(), "clusterings", choices.size())) {
      return StateAnalysis.of(network, minimal, settings, _ -> progress.step(1));
    }
  }

  private TrainingCourse train(Machine minimal) throws Exception {
    Path folder = output;
    if (folder == null) throw new UserError("--train needs -o: a folder for the network");
    String cell = train == null ? "" : train;
    TrainingCourse.Settings settings =
        new TrainingCourse.Settings(StudyStatesCommand.cell(cell), epochs, seed);
    return Interruption.guard(
        session.console(),
        () -> {
          try (Progress progress = Progress.of(session.console(), "steps", -1)) {
            return TrainingCourse.of(minimal, settings, folder, () -> progress.step(1));
          }
        });
  }

  private Provenance provenance() throws IOException {
    List<Path> inputs = new ArrayList<>();
    if (model != null) inputs.add(model);
    inputs.addAll(Machines.files(machine));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("words", String.valueOf(words));
    settings.put("clusterings", String.join(",", clusterings));
    settings.put("scaling", scaling.toString());
    if (train != null) {
      settings.put("train", train);
      settings.put("epochs", String.valueOf(epochs));
    }
    return session.provenance(inputs, settings, seed);
  }
}
