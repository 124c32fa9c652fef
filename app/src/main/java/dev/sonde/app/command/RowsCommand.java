package dev.sonde.app.command;

import static dev.sonde.app.command.CompareCommand.count;
import static dev.sonde.app.command.CompareCommand.names;
import static dev.sonde.app.output.TextTable.figure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.groups.LeftOut;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.rows.Classifier;
import dev.sonde.analysis.rows.ClassifierResult;
import dev.sonde.analysis.rows.ParameterRows;
import dev.sonde.analysis.rows.RowClassification;
import dev.sonde.analysis.rows.Settings;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.app.output.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde rows}: which group of models is a single row of weights from. */
@Command(
    name = "rows",
    mixinStandardHelpOptions = true,
    description =
        "Asks, for every parameter, whether one row of it gives away which group its model is from:"
            + " classifiers learn on some runs and are asked about others, beside a control with"
            + " shuffled labels.",
    footer = {
      "",
      "Example: sonde rows --group guided='runs/g*.pt' --group baseline='runs/b*.pt'"
          + " --classifier logistic"
    })
public final class RowsCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private GroupOptions groups = new GroupOptions();

  @Option(
      names = "--classifier",
      paramLabel = "NAME",
      defaultValue = "both",
      description = "logistic, mlp or both; ${DEFAULT-VALUE} by default.")
  private String classifier = "both";

  @Option(
      names = "--shuffles",
      paramLabel = "N",
      defaultValue = "19",
      description =
          "Shuffled labellings of the runs for the control; p is at least 1/(N + 1);"
              + " ${DEFAULT-VALUE} by default.")
  private int shuffles;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "At most; groups of no more runs than this hold out one run at a time;"
              + " ${DEFAULT-VALUE} by default.")
  private int folds;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Rows of a parameter over all runs; of more, so many are sampled, and the table says so;"
              + " ${DEFAULT-VALUE} by default.")
  private int maxRows;

  @Option(
      names = "--max-values",
      paramLabel = "N",
      defaultValue = "2500000",
      description = "The same in values, for wide rows; ${DEFAULT-VALUE} by default.")
  private int maxValues;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of everything random.")
  private long seed;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table as CSV.")
  private @Nullable Path csv;

  public RowsCommand(Session session) {
    this.session = session;
  }

  /** The result and how it was made, in one document. */
  private record Document(@JsonUnwrapped RowClassification result, Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    Settings settings =
        Settings.defaults()
            .match(groups.match())
            .common(groups.common())
            .classifiers(Classifier.named(classifier))
            .shuffles(shuffles)
            .folds(folds)
            .maxRows(maxRows)
            .maxValues(maxValues)
            .seed(seed);
    List<ModelGroup> models = groups.open();
    RowClassification result;
    try (Progress progress = Progress.of(session.console(), "parameters", -1)) {
      result = RowClassification.of(models, settings, address -> progress.step(1));
    }
    if (csv != null) table(result, true).writeCsv(csv);
    PrintWriter out = session.console().out();
    if (json) {
      Json.print(
          out,
          new Document(
              result,
              session.provenance(GroupOptions.files(models), settings.asMap(), settings.seed())));
      return 0;
    }
    words(result).forEach(out::println);
    out.println();
    table(result, false).print(out);
    out.flush();
    return 0;
  }

  private static List<String> words(RowClassification result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        result.groups().stream()
                .map(g -> g.name() + ": " + count(g.runs().size(), "run"))
                .collect(Collectors.joining(", "))
            + "; rows of "
            + count(result.parameters().size(), "parameter")
            + "; runs that are asked about are not learned from.");
    lines.add(
        "Control: "
            + count(result.labellings() - 1, "other labelling")
            + " of the runs"
            + (result.exact() ? " (all there are)" : "")
            + ", so p is at least "
            + figure(result.smallestP())
            + (result.smallestP() <= result.alpha()
                ? "."
                : result.exact()
                    ? ": too few runs to tell, however good the score."
                    : ": too few shuffles to tell, however good the score."));
    lines.add(
        "Balanced accuracy of "
            + figure(result.threshold())
            + " or more: "
            + (result.tellApart().isEmpty() ? "no parameter" : names(result.tellApart()))
            + ". Chance is "
            + figure(1.0 / result.groups().size())
            + ".");
    List<String> sampled =
        result.parameters().stream()
            .filter(ParameterRows::sampled)
            .map(p -> p.name() + " (" + p.rowsUsed() + " of " + p.rowsPerRun() + " a run)")
            .toList();
    if (!sampled.isEmpty()) lines.add("Rows were sampled: " + names(sampled) + "; see --max-rows.");
    long notFinite = result.parameters().stream().mapToLong(ParameterRows::rowsNotFinite).sum();
    if (notFinite > 0) {
      lines.add(count(notFinite, "row") + " with NaN or infinite values: counted and left out.");
    }
    for (LeftOut out : result.leftOut()) lines.add("Left out: " + out.name() + " " + out.reason());
    return lines;
  }

  private static TextTable table(RowClassification result, boolean full) {
    List<String> header =
        new ArrayList<>(
            List.of("parameter", "shape", "rows", "classifier", "balanced", "±", "f1", "shuffled"));
    header.addAll(List.of("best", "p", "p adjusted", "verdict"));
    if (full) {
      header.addAll(
          List.of("rows per run", "rows not finite", "accuracy", "f1 ±", "shuffled f1", "folds"));
    }
    TextTable table = new TextTable(header);
    for (ParameterRows p : result.parameters()) {
      if (p.classifiers().isEmpty()) table.row(nothing(p, header.size()));
      for (ClassifierResult c : p.classifiers()) {
        List<Object> row =
            new ArrayList<>(
                List.of(p.name(), p.shape().toString(), p.rowsUsed(), c.classifier().toString()));
        row.addAll(
            List.of(
                c.balancedAccuracy().mean(),
                c.balancedAccuracy().spread(),
                c.f1().mean(),
                c.control().balancedAccuracy(),
                c.control().best(),
                c.p(),
                c.pAdjusted(),
                c.verdict().toString()));
        if (full) {
          row.addAll(
              List.of(
                  p.rowsPerRun(),
                  p.rowsNotFinite(),
                  c.accuracy().mean(),
                  c.f1().spread(),
                  c.control().f1(),
                  c.folds().size()));
        }
        table.row(row);
      }
    }
    return table;
  }

  /** A parameter without a row to use: what is known of it, and why there is no more. */
  private static List<Object> nothing(ParameterRows p, int columns) {
    List<Object> row =
        new ArrayList<>(List.of(p.name(), p.shape().toString(), p.rowsUsed(), "none"));
    while (row.size() < 11) row.add(Double.NaN);
    row.add("cannot tell: a run has no row to use");
    while (row.size() < columns) row.add(Double.NaN);
    return row;
  }
}
