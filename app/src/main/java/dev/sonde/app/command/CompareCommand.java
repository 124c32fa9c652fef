package dev.sonde.app.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.groups.Distance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.groups.Settings;
import dev.sonde.app.output.Json;
import dev.sonde.app.output.Progress;
import dev.sonde.app.output.Session;
import dev.sonde.figure.groups.GroupFigures;
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

/** {@code sonde compare}: where do groups of models differ. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares groups of models, tensor by tensor.",
      "Distances within each group beside distances between groups, tested over runs."
    },
    footer = {
      "",
      "Example: sonde compare --group guided='runs/g*.pt' --group baseline='runs/b*.pt'"
          + " --match 'decoder.**'"
    })
public final class CompareCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private GroupOptions groups = new GroupOptions();

  @Option(
      names = "--distance",
      paramLabel = "NAME",
      defaultValue = "w1",
      description =
          "The distance that is tested: w1 (Wasserstein), js (Jensen–Shannon), ks"
              + " (Kolmogorov–Smirnov), hellinger or bhattacharyya; ${DEFAULT-VALUE} by default.")
  private String distance = "w1";

  @Option(
      names = "--permutations",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Relabellings of the runs at most: all, when there are no more than this, else so many"
              + " drawn at random; ${DEFAULT-VALUE} by default.")
  private int permutations;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the relabellings that are drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--bins",
      paramLabel = "N",
      defaultValue = "64",
      description = "Bins that all runs share; ${DEFAULT-VALUE} by default.")
  private int bins;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table as CSV.")
  private @Nullable Path csv;

  @Option(
      names = {"-d", "--figures"},
      paramLabel = "DIR",
      description =
          "Also draw the overview of all layers and the values of each tensor with every run a"
              + " line, with an index.html.")
  private @Nullable Path figures;

  public CompareCommand(Session session) {
    this.session = session;
  }

  /** The result and how it was made, in one document. */
  private record Document(@JsonUnwrapped GroupComparison result, Provenance provenance) {}

  @Override
  public Integer call() throws IOException {
    Settings settings =
        Settings.defaults()
            .match(groups.match())
            .common(groups.common())
            .distance(Distance.named(distance))
            .permutations(permutations)
            .seed(seed)
            .bins(bins);
    List<ModelGroup> models = groups.open();
    GroupComparison result;
    try (Progress progress = Progress.of(session.console(), "tensors", -1)) {
      result = GroupComparison.of(models, settings, address -> progress.step(1));
    }
    CompareText text = new CompareText(result);
    if (csv != null) text.csv().writeCsv(csv);
    if (figures != null) GroupFigures.write(result, figures);
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
