package dev.sonde.app.command;

import dev.sonde.analysis.groups.Distance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.Measure;
import dev.sonde.analysis.groups.Spread;
import dev.sonde.analysis.groups.TensorComparison;
import dev.sonde.app.output.TextTable;
import dev.sonde.figure.Figure;
import dev.sonde.figure.groups.BetweenWithinFigure;
import dev.sonde.figure.groups.GroupDistributionFigure;
import dev.sonde.figure.groups.LayerDistances;
import dev.sonde.figure.groups.RunHistogram;
import dev.sonde.figure.page.GroupFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison of groups as a report and its figures show it. */
final class GroupReport {

  /** A page of layers; the table has them all. */
  private static final int LAYERS = 60;

  /** Tensors whose values are drawn in every run. */
  private static final int DRAWN = 6;

  private GroupReport() {}

  static GroupFacts facts(GroupComparison result) {
    return new GroupFacts(
        result.groups().stream().map(g -> new GroupFacts.Group(g.name(), g.runs().size())).toList(),
        distance(result.distance()),
        test(result),
        result.tensors().stream().map(GroupReport::layer).toList(),
        result.leftOut().stream().map(out -> out.name() + " " + out.reason()).toList(),
        List.of(overview(result)),
        List.of(distributions(result)));
  }

  /** Every layer's distances within beside those between, the clearest difference first. */
  static Figure overview(GroupComparison result) {
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
        distance(result.distance()),
        shown.stream().map(tensor -> distances(tensor, result)).toList());
  }

  /** The values of the clearest tensors, every run a line. */
  private static Figure distributions(GroupComparison result) {
    List<TensorComparison> clearest =
        result.tensors().subList(0, Math.min(DRAWN, result.tensors().size()));
    return distributions(
        "Values of the " + clearest.size() + " tensors with the smallest p", clearest);
  }

  /** The values of some tensors, every run a line. */
  static Figure distributions(String title, List<TensorComparison> shown) {
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

  private static GroupFacts.Layer layer(TensorComparison t) {
    return new GroupFacts.Layer(
        t.name(),
        t.within().mean(),
        t.between().mean(),
        t.effect(),
        t.p(),
        t.pAdjusted(),
        t.verdict().found(),
        t.verdict().toString());
  }

  private static LayerDistances distances(TensorComparison tensor, GroupComparison result) {
    Measure measure = tensor.measure(result.distance());
    List<String> labels = new ArrayList<>();
    result.groups().forEach(g -> g.runs().forEach(run -> labels.add(g.name())));
    Map<List<String>, List<Double>> sides = new LinkedHashMap<>();
    int pair = 0;
    for (int i = 0; i < labels.size(); i++) {
      for (int j = i + 1; j < labels.size(); j++) {
        String a = labels.get(i);
        String b = labels.get(j);
        List<String> side = a.equals(b) ? List.of(a) : List.of(a, b);
        sides.computeIfAbsent(side, key -> new ArrayList<>()).add(measure.pairs().get(pair++));
      }
    }
    return new LayerDistances(
        tensor.name(),
        measure.within().parts().stream().map(part -> side(part, sides)).toList(),
        measure.between().parts().stream().map(part -> side(part, sides)).toList(),
        tensor.pAdjusted(),
        tensor.verdict().found(),
        tensor.verdict().toString());
  }

  private static LayerDistances.Distances side(
      Spread.Part part, Map<List<String>, List<Double>> sides) {
    return new LayerDistances.Distances(
        String.join(" – ", part.groups()),
        sides.getOrDefault(part.groups(), List.of()),
        part.mean());
  }

  static String distance(Distance distance) {
    return switch (distance) {
      case WASSERSTEIN -> "Wasserstein distance (standard deviations of the tensor's values)";
      case JENSEN_SHANNON -> "Jensen–Shannon distance";
      case KOLMOGOROV_SMIRNOV -> "Kolmogorov–Smirnov distance";
      case HELLINGER -> "Hellinger distance";
      case BHATTACHARYYA -> "Bhattacharyya's 1 − Σ√(pq)";
    };
  }

  private static String test(GroupComparison result) {
    String labellings =
        result.exact()
            ? "all " + result.permutations() + " labellings of the runs"
            : result.permutations()
                + " of "
                + TextTable.figure(result.possible().doubleValue())
                + " labellings of the runs, drawn at random";
    return "The run is the sample, not the weight: a permutation test over "
        + labellings
        + ", so no p is below "
        + TextTable.figure(result.smallestP())
        + "; corrected for "
        + result.tested()
        + " tensors (Benjamini and Hochberg), at a false discovery rate of "
        + TextTable.figure(100 * result.alpha())
        + " %.";
  }
}
