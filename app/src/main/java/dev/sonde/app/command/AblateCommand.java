package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import dev.sonde.app.output.UserError;
import dev.sonde.figure.FigureFile;
import dev.sonde.study.addition.AblationStudy;
import dev.sonde.study.addition.AblationStudy.Effect;
import dev.sonde.study.addition.AblationStudy.Side;
import dev.sonde.study.addition.AblationStudy.To;
import dev.sonde.study.addition.Accuracy;
import dev.sonde.study.addition.Adder;
import dev.sonde.study.addition.AnswerFigures;
import dev.sonde.study.addition.Sum;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sonde ablate}: which units matter? */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    description = {
      "Silences units and says what is left of the accuracy.",
      "Units of encoder and decoder, one at a time and in groups (h and c, at every step), "
          + "with both accuracies, the mildest first."
    },
    footer = {"", "Example: sonde ablate adder.h5 --side decoder --group 3,5,18 -o ablation.svg"})
public final class AblateCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A trained network.")
  private Path model = Path.of("");

  @Mixin private AdditionOptions options = new AdditionOptions();

  @Option(
      names = "--side",
      paramLabel = "SIDE",
      description = "encoder or decoder; both where it is not given.")
  private @Nullable Side side;

  @Option(
      names = "--to",
      paramLabel = "VALUE",
      defaultValue = "ZERO",
      description =
          "What silenced units are set to: zero, or their mean at that step (default: zero).")
  private To to = To.ZERO;

  @Option(
      names = "--group",
      paramLabel = "UNITS",
      description = "Units to be silenced together, such as 3,5,18 or 0-7; repeat for more groups.")
  private List<String> groups = List.of();

  @Option(names = "--only-groups", description = "No single units.")
  private boolean onlyGroups;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FIGURE",
      description = "Draw the ranking: .svg, .png or .pdf.")
  private @Nullable Path output;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write all effects as CSV.")
  private @Nullable Path csv;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  public AblateCommand(Session session) {
    this.session = session;
  }

  private record Document(
      Accuracy whole, List<Effect> encoder, List<Effect> decoder, Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    if (output != null) FigureOutput.requireFormat(output);
    AblationStudy.Settings settings =
        new AblationStudy.Settings(
            to,
            side == null ? List.of(Side.values()) : List.of(side),
            groups.stream().map(AblateCommand::units).toList(),
            !onlyGroups);
    if (onlyGroups && groups.isEmpty()) throw new UserError("--only-groups needs a --group");
    try (Adder adder = options.open(model);
        Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      List<Sum> sums = options.sums(adder.format());
      long total = (long) AblationStudy.count(adder, settings) * sums.size();
      AblationStudy study;
      try (Progress progress = Progress.of(session.console(), "sums", total)) {
        study = AblationStudy.of(adder, sums, settings, workers, progress::step);
      }
      if (csv != null) table(study).writeCsv(csv);
      if (output != null) {
        FigureFile.write(AnswerFigures.ablation(study, to), output);
        FigureOutput.tell(session, output);
      }
      print(adder, study);
    }
    return 0;
  }

  /** {@code 3,5,18} or {@code 0-7}. */
  private static List<Integer> units(String text) {
    List<Integer> units = new ArrayList<>();
    for (String part : Arrays.asList(text.split(",", -1))) {
      if (!part.matches("\\d{1,6}(-\\d{1,6})?")) {
        throw new UserError("--group " + text + ": units are written 3,5,18 or 0-7");
      }
      int dash = part.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
      int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
      for (int unit = first; unit <= last; unit++) units.add(unit);
    }
    if (units.isEmpty()) throw new UserError("--group " + text + ": no units");
    return units;
  }

  private void print(Adder adder, AblationStudy study) {
    PrintWriter out = session.console().out();
    if (json) {
      Map<String, String> settings = options.settings(adder.format());
      settings.put("to", to.toString());
      settings.put("side", side == null ? "both" : side.toString());
      settings.put("groups", String.join(" ", groups));
      Provenance provenance = session.provenance(List.of(model), settings, options.seed());
      Json.print(out, new Document(study.whole(), study.encoder(), study.decoder(), provenance));
      return;
    }
    Accuracy whole = study.whole();
    out.printf("%d sums of %s%n", whole.n(), adder.format());
    out.println(
        "nothing silenced: exact "
            + TextTable.figure(whole.exact())
            + ", characters "
            + TextTable.figure(whole.character()));
    out.println();
    table(study).print(out);
    out.flush();
  }

  private static TextTable table(AblationStudy study) {
    TextTable table =
        new TextTable(List.of("side", "silenced", "exact", "characters", "exact lost"));
    for (Side side : Side.values()) {
      for (Effect e : study.ranking(side)) {
        String units = e.units().stream().map(String::valueOf).collect(Collectors.joining("+"));
        table.row(
            List.of(
                side.toString(),
                units,
                e.exact(),
                e.character(),
                study.whole().exact() - e.exact()));
      }
    }
    return table;
  }
}
