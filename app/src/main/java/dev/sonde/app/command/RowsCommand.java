package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.rows.Classifier;
import dev.sonde.analysis.rows.RowClassification;
import dev.sonde.analysis.rows.Settings;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.file.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sonde rows}: which group of models is a single row of weights from. */
@Command(
    name = "rows",
    mixinStandardHelpOptions = true,
    description = {
      "Asks whether one row gives away which group a model is from.",
      "For every parameter, classifiers learn on rows of some runs and are asked about "
          + "others, beside a control with shuffled labels."
    },
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
      description = "Of everything random (default: ${DEFAULT-VALUE}).")
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
    RowsText text = new RowsText(result);
    if (csv != null) text.csv().writeCsv(csv);
    PrintWriter out = session.console().out();
    if (json) {
      Json.print(
          out,
          new Document(
              result,
              session.provenance(GroupOptions.files(models), settings.asMap(), settings.seed())));
      return 0;
    }
    text.words().forEach(line -> out.println(Printable.of(line)));
    out.println();
    text.table().print(out);
    out.flush();
    return 0;
  }
}
