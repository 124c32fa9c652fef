package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.automata.Machine;
import dev.sonde.automata.dot.DotWriter;
import dev.sonde.automata.learning.Algorithm;
import dev.sonde.automata.learning.Equivalence;
import dev.sonde.automata.learning.Fidelity;
import dev.sonde.automata.learning.Learning;
import dev.sonde.automata.learning.Limits;
import dev.sonde.figure.FigureFile;
import dev.sonde.file.Printable;
import dev.sonde.network.torch.Torch;
import dev.sonde.study.states.ClusteringChoice;
import dev.sonde.study.states.Extraction;
import dev.sonde.study.states.NetworkFile;
import dev.sonde.study.states.StateNetwork;
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

/** {@code sonde extract}: reads a finite-state machine out of a recurrent network. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a finite-state machine out of a recurrent network.",
      "By asking it about words, from clusters of its hidden states, or from samples. Says "
          + "how far the machine answers as the network does (fidelity), apart from how far it is "
          + "right (accuracy, with --machine)."
    },
    footer = {
      "",
      "Example: sonde extract network.pt --machine machine.dot -o extracted.svg",
      "Example: sonde extract network.pt --method l-star --test pac --epsilon 0.01"
    })
public final class ExtractCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A state dict rnn.*, fc.*, or an ONNX file.")
  private Path model = Path.of("");

  @Option(
      names = "--machine",
      paramLabel = "FILE.dot|NAME",
      description = "The machine that the network was to learn, to compare with.")
  private @Nullable String machine;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "ttt",
      description = {
        "By asking: ttt (the default), kearns-vazirani or l-star.",
        "clusters: the quotient of a clustering (--clustering; needs --machine).",
        "samples: state merging of answers to sampled words."
      })
  private String method = "ttt";

  @Option(
      names = "--clustering",
      paramLabel = "NAME",
      defaultValue = "k-means 4n",
      description = "Of --method clusters; ${DEFAULT-VALUE} by default.")
  private String clustering = "k-means 4n";

  @Option(
      names = "--test",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "random,w-method",
      description = "Equivalence tests, in order: random, w-method, pac; ${DEFAULT-VALUE}.")
  private List<String> tests = List.of("random", "w-method");

  @Option(
      names = "--test-words",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Of the random test (default: ${DEFAULT-VALUE}).")
  private int testWords;

  @Option(
      names = "--test-length",
      paramLabel = "N",
      defaultValue = "30",
      description = "Longest words of the random and PAC tests; ${DEFAULT-VALUE} by default.")
  private int testLength;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the W-method (default: ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      defaultValue = "0.01",
      description = "Of the PAC test (default: ${DEFAULT-VALUE}).")
  private double epsilon;

  @Option(
      names = "--delta",
      paramLabel = "D",
      defaultValue = "0.05",
      description = "Of the PAC test (default: ${DEFAULT-VALUE}).")
  private double delta;

  @Option(
      names = "--max-rounds",
      paramLabel = "N",
      defaultValue = "100",
      description = "Counterexamples at most; ${DEFAULT-VALUE} by default.")
  private int rounds;

  @Option(
      names = "--max-states",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Of a hypothesis; ${DEFAULT-VALUE} by default.")
  private int states;

  @Option(
      names = "--max-queries",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Words asked at most; ${DEFAULT-VALUE} by default.")
  private long queries;

  @Option(
      names = "--max-seconds",
      paramLabel = "N",
      defaultValue = "300",
      description = "At most; ${DEFAULT-VALUE} by default.")
  private double seconds;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Of clusters and samples, by the quota of lengths 1 to 14 (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of all words (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Draw the machine as .svg, .png or .pdf, or write it as .dot.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public ExtractCommand(Session session) {
    this.session = session;
  }

  private record Conflicts(long steps, long conflicts, int unseen) {}

  private record Document(
      String method,
      int statesBefore,
      int states,
      @Nullable Integer statesOfTruth,
      @Nullable Boolean equivalent,
      List<String> separatingWords,
      @Nullable LearningCost learning,
      @Nullable Conflicts clusters,
      @Nullable Integer unseenTransitions,
      List<Fidelity.Row> fidelity,
      String dot,
      Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    Torch.require();
    if (output != null && !output.toString().endsWith(".dot")) FigureOutput.requireFormat(output);
    Machine truth = machine == null ? null : Machines.minimal(machine);
    Extraction found;
    try (StateNetwork network = NetworkFile.open(model, truth)) {
      Extraction.Subject subject =
          truth == null
              ? Extraction.Subject.of(network)
              : Extraction.Subject.of(network, truth, seed);
      found = extract(subject);
    }
    if (output != null) write(found.machine(), output);
    if (json) print(found);
    else new ExtractText(found).print(session.console().out());
    return 0;
  }

  private Extraction extract(Extraction.Subject subject) {
    return switch (method) {
      case "clusters" -> {
        List<ClusteringChoice> choices;
        try {
          choices = ClusteringChoice.named(List.of(clustering));
        } catch (IllegalArgumentException e) {
          throw new UserError("--clustering: " + e.getMessage());
        }
        yield Extraction.byClusters(subject, choices.getFirst(), words, 2, seed);
      }
      case "samples" -> Extraction.bySamples(subject, words, seed);
      default -> Extraction.byAsking(subject, settings(), seed);
    };
  }

  private Learning.Settings settings() {
    Algorithm algorithm =
        java.util.Arrays.stream(Algorithm.values())
            .filter(a -> a.toString().equals(method))
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "--method "
                            + method
                            + ": ttt, kearns-vazirani, l-star, clusters or samples"));
    try {
      return new Learning.Settings(
          algorithm,
          tests.stream().map(this::test).toList(),
          new Limits(rounds, states, queries, seconds));
    } catch (IllegalArgumentException e) {
      throw new UserError("extract: " + e.getMessage());
    }
  }

  private Equivalence test(String name) {
    return switch (name.strip()) {
      case "random" -> new Equivalence.RandomWords(testWords, 1, testLength, seed);
      case "w-method" -> new Equivalence.WMethod(depth, 5000);
      case "pac" -> new Equivalence.Pac(epsilon, delta, 1, testLength, seed);
      default -> throw new UserError("--test " + name + ": random, w-method or pac");
    };
  }

  private void write(Machine found, Path file) throws IOException {
    if (file.toString().endsWith(".dot")) {
      DotWriter.write(found, file);
    } else {
      String title = Printable.of(String.valueOf(model.getFileName())) + ", " + method;
      try {
        FigureFile.write(MachineDrawing.of(title, found), file);
      } catch (IllegalArgumentException e) {
        throw new UserError("extract: " + e.getMessage() + "; write it as .dot");
      }
    }
    FigureOutput.tell(session, file);
  }

  private void print(Extraction found) {
    List<Path> inputs = new ArrayList<>(List.of(model));
    if (machine != null) inputs.addAll(Machines.files(machine));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("method", method);
    settings.put("tests", String.join(",", tests));
    settings.put("words", String.valueOf(words));
    var quotient = found.quotient();
    var merging = found.merging();
    Json.print(
        session.console().out(),
        new Document(
            found.method(),
            found.statesBefore(),
            found.states(),
            found.statesOfTruth(),
            found.equivalent(),
            found.separating(),
            LearningCost.of(found),
            quotient == null
                ? null
                : new Conflicts(quotient.steps(), quotient.conflicts(), quotient.unseen()),
            merging == null ? null : merging.unseen(),
            found.fidelity().rows(),
            DotWriter.of(found.machine()),
            session.provenance(inputs, settings, seed)));
  }
}
