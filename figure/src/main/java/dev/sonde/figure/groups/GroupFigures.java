package dev.sonde.figure.groups;

import dev.sonde.analysis.groups.Distance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.Measure;
import dev.sonde.analysis.groups.Spread;
import dev.sonde.analysis.groups.TensorComparison;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.FigureIndex;
import dev.sonde.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a comparison of groups, on a page or as a folder of their own. */
public final class GroupFigures {

  /** A page of layers; the table has them all. */
  private static final int LAYERS = 60;

  private static final String OVERVIEW = "between-within.svg";

  private GroupFigures() {}

  /** Every layer's distances within beside those between, the clearest difference first. */
  public static Figure overview(GroupComparison result) {
    List<TensorComparison> shown =
        result.tensors().subList(0, Math.min(LAYERS, result.tensors().size()));
    String title =
        shown.size() == result.tensors().size()
            ? "Distances within and between the groups"
            : "Distances within and between the groups: the first "
                + shown.size()
                + " of "
                + result.tensors().size()
                + " tensors";
    return BetweenWithinFigure.of(
        title,
        name(result.distance()),
        shown.stream().map(tensor -> distances(tensor, result)).toList());
  }

  /** The values of some tensors, every run a line. */
  public static Figure distributions(String title, List<TensorComparison> shown) {
    Map<String, List<RunHistogram>> tensors = new LinkedHashMap<>();
    for (TensorComparison tensor : shown) {
      tensors.put(
          tensor.name(),
          tensor.runs().stream()
              .map(run -> new RunHistogram(run.group(), run.run(), run.histogram()))
              .toList());
    }
    return GroupDistributionFigure.of(title, tensors);
  }

  /**
   * Writes a folder: the overview of all layers, the values of each tensor with every run a line,
   * and {@code index.html}.
   */
  public static void write(GroupComparison result, Path directory) throws IOException {
    FigureFile.write(overview(result), directory.resolve(OVERVIEW));
    List<FigureIndex.Item> items = new ArrayList<>();
    items.add(new FigureIndex.Item("All tensors", "Within and between groups", List.of(OVERVIEW)));
    for (int i = 0; i < result.tensors().size(); i++) {
      TensorComparison tensor = result.tensors().get(i);
      String file = FigureIndex.fileName(i, tensor.name(), ".hist.svg");
      FigureFile.write(distributions(tensor.name(), List.of(tensor)), directory.resolve(file));
      items.add(new FigureIndex.Item(tensor.name(), tensor.verdict().toString(), List.of(file)));
    }
    String groups = String.join(", ", result.groups().stream().map(g -> g.name()).toList());
    AtomicFile.writeString(
        directory.resolve("index.html"),
        FigureIndex.html("Groups: " + groups, "Tensors in the order of their p.", items));
  }

  private static LayerDistances distances(TensorComparison tensor, GroupComparison result) {
    Measure measure = tensor.measure(result.distance());
    return new LayerDistances(
        tensor.name(),
        measure.within().parts().stream().map(part -> side(part, measure, result)).toList(),
        measure.between().parts().stream().map(part -> side(part, measure, result)).toList(),
        tensor.pAdjusted(),
        tensor.verdict().found(),
        tensor.verdict().toString());
  }

  private static LayerDistances.Distances side(
      Spread.Part part, Measure measure, GroupComparison result) {
    return new LayerDistances.Distances(
        String.join(" – ", part.groups()),
        result.pairs(measure, part.groups().getFirst(), part.groups().getLast()),
        part.mean());
  }

  /** A distance as axes and sentences name it. */
  static String name(Distance distance) {
    return switch (distance) {
      case WASSERSTEIN -> "Wasserstein distance (standard deviations of the tensor's values)";
      case JENSEN_SHANNON -> "Jensen–Shannon distance";
      case KOLMOGOROV_SMIRNOV -> "Kolmogorov–Smirnov distance";
      case HELLINGER -> "Hellinger distance";
      case BHATTACHARYYA -> "Bhattacharyya's 1 − Σ√(pq)";
    };
  }
}
