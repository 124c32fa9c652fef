package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Interruption;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.automata.Machine;
import dev.sonde.network.torch.Torch;
import dev.sonde.study.states.NoiseSweep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde construct}: a network that is a DFA by construction, and what noise does to it. */
@Command(
    name = "construct",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a DFA into a network's weights and disturbs them.",
      "Adds noise of growing deviation to the tanh network, and measures accuracy and "
          + "ambiguity; with --retrain again after training."
    },
    footer = {"", "Example: sonde construct tomita3 --sigma 0,0.1,0.2 --retrain 30"})
public final class ConstructCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "FILE.dot|NAME", description = "A DFA.")
  private String source = "";

  @Option(
      names = "--scale",
      paramLabel = "S",
      defaultValue = "0",
      description = "Of the weights; by default the least at which any such DFA is exact.")
  private double scale;

  @Option(
      names = "--sigma",
      paramLabel = "S",
      split = ",",
      description = "Deviations of the noise; 0 to 0.5 by default.")
  private List<Double> deviations = NoiseSweep.Settings.defaults().deviations();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "2",
      description = "Per deviation (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--retrain",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description = "Train each noisy network so long at most (default: none).")
  private int retrain;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "20000",
      description = "To train on (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "sonde-constructed",
      description = "Where trainings are kept; ${DEFAULT-VALUE} by default.")
  private Path folder = Path.of("sonde-constructed");

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of noise and words (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public ConstructCommand(Session session) {
    this.session = session;
  }

  private record Document(@JsonUnwrapped NoiseSweep result, Provenance provenance) {}

  @Override
  public Integer call() throws Exception {
    Torch.require();
    if (repeats < 1 || retrain < 0 || deviations.stream().anyMatch(d -> !(d >= 0))) {
      throw new UserError("construct: --repeats at least 1, --retrain and --sigma not negative");
    }
    Machine machine = Machines.minimal(source);
    NoiseSweep.Settings settings =
        new NoiseSweep.Settings(scale, deviations, repeats, retrain, words, seed);
    NoiseSweep sweep =
        Interruption.guard(
            session.console(),
            () -> {
              try (Progress progress = Progress.of(session.console(), "networks", -1)) {
                return NoiseSweep.of(machine, settings, folder, () -> progress.step(1));
              }
            });
    PrintWriter out = session.console().out();
    if (json) {
      Map<String, String> said =
          Map.of("retrain", String.valueOf(retrain), "words", String.valueOf(words));
      Json.print(out, new Document(sweep, session.provenance(Machines.files(source), said, seed)));
      return 0;
    }
    out.printf(Locale.ROOT, "%d hidden units, s = %s%n%n", sweep.hidden(), sweep.scale());
    table(sweep).print(out);
    out.flush();
    return 0;
  }

  private static TextTable table(NoiseSweep sweep) {
    List<String> names = List.copyOf(sweep.rows().getFirst().noisy().weighted().keySet());
    boolean trained = sweep.rows().getFirst().retrained() != null;
    List<String> header = new ArrayList<>(List.of("σ", "repeat", "accuracy"));
    header.addAll(names);
    if (trained) {
      header.addAll(List.of("epochs", "retrained"));
      header.addAll(names);
    }
    TextTable table = new TextTable(header);
    for (NoiseSweep.Row row : sweep.rows()) {
      List<Object> cells = new ArrayList<>(List.of(row.deviation(), row.repeat()));
      look(row.noisy(), cells);
      NoiseSweep.Look after = row.retrained();
      Integer epochs = row.epochs();
      if (after != null && epochs != null) {
        cells.add(epochs);
        look(after, cells);
      }
      table.row(cells);
    }
    return table;
  }

  private static void look(NoiseSweep.Look look, List<Object> cells) {
    cells.add(look.accuracy());
    cells.addAll(look.weighted().values());
  }
}
