package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.cells.Stretch;
import dev.sonde.analysis.cells.StretchIndex;
import dev.sonde.analysis.cells.StretchMatches;
import dev.sonde.analysis.cells.StretchSearch;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.Alphabet;
import dev.sonde.study.addition.StateIndexing;
import dev.sonde.study.addition.Sum;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde search}: where else do the units of a stretch do the same? */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Finds the sums and stretches where the same units are on.",
      "The units are those that are on throughout a stretch of a sum's text; the best "
          + "answers come first (LSTMVis). The states of all sums lie in an index, which is made "
          + "when the file is not there."
    },
    footer = {
      "",
      "Example: sonde search adder.h5 --index states.idx --input 12+34 --steps 2..3 --threshold 0.5"
    })
public final class SearchCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A trained network.")
  private Path model = Path.of("");

  @Option(
      names = "--index",
      required = true,
      paramLabel = "FILE",
      description = "Where the states lie; made of --sums sums when it is not there.")
  private Path index = Path.of("");

  @Option(
      names = "--input",
      required = true,
      paramLabel = "SUM",
      description = "The sum whose stretch is looked for, such as 12+34.")
  private String input = "";

  @Option(
      names = "--steps",
      required = true,
      paramLabel = "FROM..TO",
      description = "The stretch: steps counted from 0.")
  private String steps = "";

  @Option(
      names = "--threshold",
      paramLabel = "V",
      defaultValue = "0.3",
      description = "A unit is on above this, of −1 to 1 (default ${DEFAULT-VALUE}).")
  private double threshold = .3;

  @Option(names = "--off-before", description = "Only units that are off right before it.")
  private boolean offBefore;

  @Option(names = "--off-after", description = "Only units that are off right after it.")
  private boolean offAfter;

  @Option(
      names = "--side",
      paramLabel = "SIDE",
      defaultValue = "encoder",
      description = "encoder or decoder (default ${DEFAULT-VALUE}); of a new index.")
  private String side = "encoder";

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many matches (default ${DEFAULT-VALUE}).")
  private int top = 20;

  @Mixin private AdditionOptions options = new AdditionOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public SearchCommand(Session session) {
    this.session = session;
  }

  /** A match and the text around it. */
  private record Match(
      int sequence,
      String text,
      int from,
      int to,
      double score,
      int shared,
      int more,
      double difference) {}

  private record Document(
      String input,
      String text,
      List<Integer> units,
      int searched,
      int alike,
      List<Match> matches,
      String note,
      double searchSeconds,
      Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    Stretch stretch = stretch();
    if (top < 1) throw new UserError("--top " + top + ": at least 1");
    Sum sum = Sum.parse(input);
    StretchIndex states = Files.exists(index) ? StretchIndex.open(index) : make();
    StateIndexing.Query query = StateIndexing.query(states, model, sum, () -> options.open(model));
    if (stretch.to() >= states.steps()) {
      throw new UserError("--steps " + steps + ": the text has steps 0 to " + (states.steps() - 1));
    }
    long begin = System.nanoTime();
    StretchMatches found;
    try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      found = StretchSearch.of(states, query.states(), stretch, query.itself(), top, workers);
    }
    print(states, query, stretch, found, (System.nanoTime() - begin) / 1e9);
    return 0;
  }

  private Stretch stretch() {
    if (!steps.matches("\\d{1,4}\\.\\.\\d{1,4}")) {
      throw new UserError("--steps " + steps + ": written FROM..TO, such as 2..3");
    }
    int dots = steps.indexOf("..");
    try {
      return new Stretch(
          Integer.parseInt(steps.substring(0, dots)),
          Integer.parseInt(steps.substring(dots + 2)),
          threshold,
          offBefore,
          offAfter);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private StretchIndex make() throws IOException {
    try (Adder adder = options.open(model)) {
      List<Sum> sums = options.sums(adder.format());
      try (Progress progress = Progress.of(session.console(), "sums", sums.size())) {
        return StateIndexing.index(adder, model, side, sums, index, progress::step);
      }
    }
  }

  private void print(
      StretchIndex states,
      StateIndexing.Query query,
      Stretch stretch,
      StretchMatches found,
      double seconds) {
    List<Match> matches = new ArrayList<>();
    for (StretchMatches.Match m : found.matches()) {
      String text = marked(states.symbols(m.sequence()), m.from(), m.to());
      matches.add(
          new Match(
              m.sequence(),
              text,
              m.from(),
              m.to(),
              m.score(),
              m.shared(),
              m.more(),
              m.difference()));
    }
    String own = marked(query.symbols(), stretch.from(), stretch.to());
    PrintWriter out = session.console().out();
    if (json) {
      Json.print(
          out,
          new Document(
              input,
              own,
              found.units(),
              found.searched(),
              found.alike(),
              matches,
              found.note(),
              seconds,
              session.provenance(List.of(model, index), settings(), options.seed())));
      return;
    }
    out.println(own + "  units on: " + list(found.units()));
    if (!found.note().isEmpty()) out.println(found.note());
    if (found.searched() > 0) {
      out.printf(
          "%d of %d other sums share a unit; searched in %.3f s%n%n",
          found.alike(), found.searched() - (query.itself() < 0 ? 0 : 1), seconds);
    }
    TextTable table =
        new TextTable(List.of("text", "steps", "score", "shared", "more", "difference"));
    for (Match m : matches) {
      table.row(
          List.of(
              m.text(), m.from() + ".." + m.to(), m.score(), m.shared(), m.more(), m.difference()));
    }
    if (!matches.isEmpty()) table.print(out);
    out.flush();
  }

  private Map<String, String> settings() {
    return new java.util.TreeMap<>(
        Map.of(
            "input", input,
            "steps", steps,
            "threshold", String.valueOf(threshold),
            "off_before", String.valueOf(offBefore),
            "off_after", String.valueOf(offAfter),
            "top", String.valueOf(top)));
  }

  private static String list(List<Integer> units) {
    return units.isEmpty()
        ? "none"
        : units.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** The text, the stretch in brackets. */
  private static String marked(int[] symbols, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < symbols.length; t++) {
      if (t == from) text.append('[');
      text.append(Alphabet.visible(symbols[t]));
      if (t == to) text.append(']');
    }
    return text.toString();
  }
}
