package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.cells.ProbeSettings;
import dev.sonde.analysis.cells.Variation;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.app.output.Colours;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.CellFigures;
import dev.sonde.study.addition.CellSections;
import dev.sonde.study.addition.CellStates;
import dev.sonde.study.addition.CellStatistics;
import dev.sonde.study.addition.ForcedAttention;
import dev.sonde.study.addition.Sum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde cells}: what does each cell do while a network adds? */
@Command(
    name = "cells",
    mixinStandardHelpOptions = true,
    description = {
      "Shows every unit's cell over the text of a sum.",
      "Coloured in a terminal, as numbers in a pipe; one unit with its gates; what the "
          + "network would write at each step. With --statistics, what units vary with over many "
          + "sums, which gates stand open, which units move together, and what a linear probe "
          + "reads off them beside shuffled controls."
    },
    footer = {"", "Example: sonde cells adder.h5 --input 12+34 --unit 18 --side decoder"})
public final class CellsCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A trained network.")
  private Path model = Path.of("");

  @Option(
      names = "--input",
      required = true,
      paramLabel = "SUM",
      description = "What is added, such as 12+34.")
  private String input = "";

  @Mixin private AdditionOptions options = new AdditionOptions();

  @Option(
      names = "--side",
      paramLabel = "SIDE",
      description = "encoder or decoder; both where it is not given.")
  private @Nullable String side;

  @Option(names = "--unit", paramLabel = "K", description = "One unit closely.")
  private @Nullable Integer unit;

  @Option(
      names = "--varying",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Hide units whose value varies less than this (standard deviation over --sums sums)"
              + " (default: ${DEFAULT-VALUE}).")
  private double varying;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "How many likely symbols are shown per step (default ${DEFAULT-VALUE}).")
  private int top = 3;

  @Option(
      names = "--attend",
      paramLabel = "STEP:POSITION",
      description = "Force the attention of a step of the answer; repeat for more steps.")
  private List<String> attend = List.of();

  @Option(names = "--statistics", description = "Look at many sums too (see --sums).")
  private boolean statistics;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Draw it: .svg, .png or .pdf; .html for a page with everything.")
  private @Nullable Path output;

  @Option(
      names = "--figure",
      paramLabel = "WHAT",
      defaultValue = "STATES",
      description =
          "What is drawn: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}, with --unit UNIT).")
  private Drawn figure = Drawn.STATES;

  @Option(
      names = "--colour",
      paramLabel = "WHEN",
      defaultValue = "AUTO",
      description = "auto, always or never (default: auto).")
  private Colours colours = Colours.AUTO;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** Figures of this command. */
  enum Drawn {
    STATES,
    UNIT,
    GATES,
    CORRELATION,
    VARIATION,
    SATURATION,
    ALIGNMENT;

    boolean ofMany() {
      return this == CORRELATION || this == VARIATION || this == SATURATION;
    }
  }

  public CellsCommand(Session session) {
    this.session = session;
  }

  /** Everything that was asked for, once. */
  private record Seen(
      Adder adder,
      CellStates one,
      @Nullable CellStates many,
      @Nullable CellStatistics statistics,
      List<Integer> encoder,
      List<Integer> decoder) {}

  @Override
  public Integer call() throws IOException {
    requireOptions();
    try (Adder adder = options.open(model)) {
      Seen seen = look(adder);
      if (output != null) write(seen, output);
      if (json) {
        Json.print(
            session.console().out(),
            CellsDocument.of(seen.one(), seen.statistics(), top, provenance(adder)));
      } else {
        new CellsText(session.console(), colours.on(session.console()))
            .print(seen.one(), seen.encoder(), seen.decoder(), unit, top, seen.statistics());
      }
    }
    return 0;
  }

  private void requireOptions() {
    if (output != null && !html(output)) FigureOutput.requireFormat(output);
    if (top < 1) throw new UserError("--top " + top + ": at least 1");
    if (side != null && !side.equals("encoder") && !side.equals("decoder")) {
      throw new UserError("--side " + side + ": encoder or decoder");
    }
    if (figure == Drawn.UNIT && unit == null) throw new UserError("--figure UNIT needs a --unit");
  }

  private static boolean html(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".html");
  }

  private Seen look(Adder adder) {
    CellStates one =
        CellStates.of(
            adder, List.of(Sum.parse(input)), ForcedAttention.of(adder, attend).probing());
    int units = adder.model().hidden();
    if (unit != null && (unit < 0 || unit >= units)) {
      throw new UserError("--unit " + unit + ": the network has units 0 to " + (units - 1));
    }
    boolean page = output != null && html(output);
    boolean drawn = output != null && figure.ofMany();
    CellStates many = null;
    if (statistics || page || drawn || varying > 0) {
      many = CellStates.of(adder, options.sums(adder.format()));
    }
    CellStatistics found = null;
    if (many != null && (statistics || page)) {
      try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
        ProbeSettings probes = ProbeSettings.defaults().seed(options.seed());
        CellStates probed = PROBED >= many.sums().size() ? many : some(adder);
        found = CellStatistics.of(many, probed, adder.format(), probes, workers);
      }
    }
    return new Seen(
        adder, one, many, found, shown("encoder", one, many), shown("decoder", one, many));
  }

  /** Probes are fitted to at most so many sums. */
  private static final int PROBED = 2000;

  private CellStates some(Adder adder) {
    return CellStates.of(
        adder, dev.sonde.study.addition.Sums.atMost(PROBED, adder.format(), options.seed()));
  }

  /** The units of a side that are shown. */
  private List<Integer> shown(String name, CellStates one, @Nullable CellStates many) {
    if (side != null && !side.equals(name)) return List.of();
    boolean encoder = name.equals("encoder");
    if (unit != null) return List.of(unit);
    if (many != null && varying > 0) {
      return Variation.of((encoder ? many.encoder() : many.decoder()).shown()).varying(varying);
    }
    return IntStream.range(0, one.encoder().shown().units()).boxed().toList();
  }

  private void write(Seen seen, Path target) throws IOException {
    if (html(target)) {
      List<Page.Section> sections = new ArrayList<>();
      sections.add(CellSections.closely(seen.one(), 0));
      if (seen.many() != null && seen.statistics() != null) {
        sections.add(CellSections.statistics(seen.many(), seen.statistics()));
      }
      HtmlPage.write(
          new Page(
              "What the cells do while the network adds",
              String.valueOf(model.getFileName()),
              List.of(),
              sections,
              provenance(seen.adder())),
          target);
    } else {
      FigureFile.write(drawn(seen), target);
    }
    FigureOutput.tell(session, target);
  }

  private Figure drawn(Seen seen) {
    CellStates one = seen.one();
    boolean encoder = "encoder".equals(side);
    CellStates.Layer layer = encoder ? one.encoder() : one.decoder();
    List<Integer> units = encoder ? seen.encoder() : seen.decoder();
    CellStates many = seen.many() == null ? one : seen.many();
    if (figure == Drawn.STATES && unit != null) return CellFigures.unit(one, layer, 0, unit);
    if (units.isEmpty()) throw new UserError("no unit varies by " + varying + "; lower --varying");
    return switch (figure) {
      case STATES -> CellFigures.states(one, 0, seen.encoder(), seen.decoder());
      case UNIT -> CellFigures.unit(one, layer, 0, units.getFirst());
      case GATES -> CellFigures.gates(one, layer, 0, units);
      case CORRELATION -> CellFigures.correlation(many);
      case VARIATION -> CellFigures.variation(many);
      case SATURATION -> CellFigures.saturation(many);
      case ALIGNMENT -> CellFigures.alignment(one, 0);
    };
  }

  private Provenance provenance(Adder adder) {
    Map<String, String> settings = options.settings(adder.format());
    settings.put("input", input);
    settings.put("varying", String.valueOf(varying));
    settings.put("attend", String.join(" ", attend));
    settings.put("statistics", String.valueOf(statistics));
    settings.put("probed_sums", String.valueOf(PROBED));
    return session.provenance(List.of(model), settings, options.seed());
  }
}
