package dev.sonde.app.command;

import static dev.sonde.app.output.TextTable.figure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.groups.Distance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.LeftOut;
import dev.sonde.analysis.groups.Measure;
import dev.sonde.analysis.groups.ModelGroup;
import dev.sonde.analysis.groups.Settings;
import dev.sonde.analysis.groups.Spread;
import dev.sonde.analysis.groups.TensorComparison;
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

/** {@code sonde compare}: where do groups of models differ. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Compares groups of models, tensor by tensor: distances within each group beside distances"
            + " between groups, tested over runs.",
    footer = {
      "",
      "Example: sonde compare --group guided='runs/g*.pt' --group baseline='runs/b*.pt'"
          + " --match 'decoder.**'"
    })
public final class CompareCommand implements Callable<Integer> {

  /** Names in a sentence; the table has them all. */
  private static final int NAMED = 8;

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
      description = "Of the relabellings that are drawn.")
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

  private static List<String> words(GroupComparison result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        result.groups().stream()
                .map(g -> g.name() + ": " + count(g.runs().size(), "run"))
                .collect(Collectors.joining(", "))
            + "; "
            + count(result.tensors().size(), "tensor")
            + " compared by "
            + named(result.distance())
            + ".");
    lines.add(
        "Permutation test over runs: "
            + (result.exact()
                ? "all " + result.permutations() + " labellings"
                : result.permutations()
                    + " of "
                    + figure(result.possible().doubleValue())
                    + " labellings")
            + ", so p is at least "
            + figure(result.smallestP())
            + (result.smallestP() > result.alpha()
                ? ": too few runs to tell, however far apart the groups are."
                : "."));
    List<String> differing =
        result.tensors().stream()
            .filter(t -> t.verdict().found())
            .map(TensorComparison::name)
            .toList();
    lines.add(
        result.differing()
            + " of "
            + count(result.tested(), "tensor")
            + " differ (false discovery rate "
            + figure(100 * result.alpha())
            + " %)"
            + (differing.isEmpty() ? "." : ": " + names(differing) + "."));
    long notFinite = result.tensors().stream().mapToLong(TensorComparison::nonFinite).sum();
    if (notFinite > 0) {
      lines.add(
          count(notFinite, "value") + " NaN or infinite: counted, and left out of distances.");
    }
    long binned = result.tensors().stream().filter(t -> !t.exact()).count();
    if (binned > 0) {
      lines.add(
          count(binned, "tensor")
              + " too large to sort: w1 and ks are from fine bins, with their error in the JSON.");
    }
    for (LeftOut out : result.leftOut()) lines.add("Left out: " + out.name() + " " + out.reason());
    return lines;
  }

  private static String named(Distance distance) {
    return switch (distance) {
      case WASSERSTEIN -> "Wasserstein distance, in standard deviations of the tensor's values";
      case JENSEN_SHANNON -> "Jensen–Shannon distance";
      case KOLMOGOROV_SMIRNOV -> "Kolmogorov–Smirnov distance";
      case HELLINGER -> "Hellinger distance";
      case BHATTACHARYYA -> "Bhattacharyya's 1 − Σ√(pq)";
    };
  }

  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static String names(List<String> all) {
    String shown = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? shown + " and " + (all.size() - NAMED) + " more" : shown;
  }

  private static TextTable table(GroupComparison result, boolean full) {
    List<String> header = new ArrayList<>(List.of("tensor", "shape"));
    boolean perGroup = full || result.groups().size() <= 3;
    if (perGroup) result.groups().forEach(g -> header.add("within " + g.name()));
    if (full || !perGroup) header.add("within");
    header.addAll(List.of("between", "ratio", "effect", "p", "p adjusted", "verdict"));
    if (full) {
      header.addAll(List.of("distance", "scale", "not finite"));
      for (Distance d : Distance.values()) {
        header.addAll(List.of(d + " within", d + " between", d + " effect", d + " error"));
      }
    }
    TextTable table = new TextTable(header);
    for (TensorComparison tensor : result.tensors()) {
      List<Object> row = new ArrayList<>(List.of(tensor.name(), tensor.shape().toString()));
      if (perGroup) tensor.within().parts().stream().map(Spread.Part::mean).forEach(row::add);
      if (full || !perGroup) row.add(tensor.within().mean());
      row.addAll(
          List.of(
              tensor.between().mean(),
              tensor.ratio(),
              tensor.effect(),
              tensor.p(),
              tensor.pAdjusted(),
              tensor.verdict().toString()));
      if (full) {
        row.addAll(List.of(result.distance().toString(), tensor.scale(), tensor.nonFinite()));
        for (Distance d : Distance.values()) {
          Measure m = tensor.measure(d);
          row.addAll(List.of(m.within().mean(), m.between().mean(), m.effect(), m.error()));
        }
      }
      table.row(row);
    }
    return table;
  }
}
