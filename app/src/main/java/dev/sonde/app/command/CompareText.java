package dev.sonde.app.command;

import static dev.sonde.app.command.Phrases.count;
import static dev.sonde.app.command.Phrases.names;
import static dev.sonde.app.output.TextTable.figure;

import dev.sonde.analysis.groups.Distance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.Measure;
import dev.sonde.analysis.groups.Spread;
import dev.sonde.analysis.groups.TensorComparison;
import dev.sonde.app.output.TextTable;
import java.util.ArrayList;
import java.util.List;

/** A comparison of groups in words, as a table to read, and as a table to compute with. */
record CompareText(GroupComparison result) {

  /** More groups than this share one column of distances within. */
  private static final int GROUP_COLUMNS = 3;

  /** What was compared, what the test can show, and what it found. */
  List<String> words() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Phrases.groups(result.groups())
            + "; "
            + count(result.tensors().size(), "tensor")
            + " compared by "
            + distance()
            + ".");
    lines.add(
        "Permutation test over runs: "
            + (result.exact() ? "all " : "")
            + result.permutations()
            + (result.exact() ? "" : " of " + figure(result.possible().doubleValue()))
            + " labellings, so p is at least "
            + figure(result.smallestP())
            + (result.smallestP() <= result.alpha()
                ? "."
                : ": too few "
                    + (result.exact() ? "runs" : "permutations")
                    + " to tell, however far apart the groups are."));
    lines.add(found());
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
    lines.addAll(Phrases.leftOut(result.leftOut()));
    return lines;
  }

  private String found() {
    List<TensorComparison> differing =
        result.tensors().stream().filter(t -> t.verdict().found()).toList();
    String first =
        differing.size()
            + " of "
            + count(result.tested(), "tensor")
            + " differ (false discovery rate "
            + figure(100 * result.alpha())
            + " %)";
    if (differing.isEmpty()) return first + ".";
    long strong = differing.stream().filter(t -> t.effect() >= result.strong()).count();
    return first
        + ": "
        + names(differing.stream().map(TensorComparison::name).toList())
        + ". In "
        + (strong == 0 ? "none" : strong == differing.size() ? "each" : strong)
        + " of them the groups explain "
        + figure(100 * result.strong())
        + " % or more of the squared distances between runs.";
  }

  private String distance() {
    return switch (result.distance()) {
      case WASSERSTEIN -> "Wasserstein distance, in standard deviations of a tensor's values";
      case JENSEN_SHANNON -> "Jensen–Shannon distance";
      case KOLMOGOROV_SMIRNOV -> "Kolmogorov–Smirnov distance";
      case HELLINGER -> "Hellinger distance";
      case BHATTACHARYYA -> "Bhattacharyya's 1 − Σ√(pq)";
    };
  }

  /** The figures that a reader looks for. */
  TextTable table() {
    boolean each = result.groups().size() <= GROUP_COLUMNS;
    List<String> header = new ArrayList<>(List.of("tensor", "shape"));
    if (each) result.groups().forEach(g -> header.add("within " + g.name()));
    else header.add("within");
    header.addAll(List.of("between", "ratio", "effect", "p", "p adjusted", "verdict"));
    TextTable table = new TextTable(header);
    for (TensorComparison tensor : result.tensors()) {
      List<Object> row = new ArrayList<>(List.of(tensor.name(), tensor.shape().toString()));
      if (each) tensor.within().parts().stream().map(Spread.Part::mean).forEach(row::add);
      else row.add(tensor.within().mean());
      row.addAll(test(tensor));
      table.row(row);
    }
    return table;
  }

  private static List<Object> test(TensorComparison tensor) {
    return List.of(
        tensor.between().mean(),
        tensor.ratio(),
        tensor.effect(),
        tensor.p(),
        tensor.pAdjusted(),
        tensor.verdict().toString());
  }

  /** All figures that are one per tensor, under names without spaces. */
  TextTable csv() {
    List<String> header =
        new ArrayList<>(List.of("tensor", "shape", "dtype", "distance", "within", "between"));
    header.addAll(List.of("ratio", "effect", "p", "p_adjusted", "verdict", "scale", "non_finite"));
    result.groups().forEach(g -> header.add("within_" + g.name()));
    for (Distance d : Distance.values()) {
      header.addAll(List.of(d + "_within", d + "_between", d + "_effect", d + "_error"));
    }
    TextTable table = new TextTable(header);
    for (TensorComparison tensor : result.tensors()) {
      List<Object> row =
          new ArrayList<>(
              List.of(
                  tensor.name(),
                  tensor.shape().toString(),
                  tensor.dtype(),
                  result.distance().toString(),
                  tensor.within().mean()));
      row.addAll(test(tensor));
      row.addAll(List.of(tensor.scale(), tensor.nonFinite()));
      tensor.within().parts().stream().map(Spread.Part::mean).forEach(row::add);
      for (Distance d : Distance.values()) {
        Measure m = tensor.measure(d);
        row.addAll(List.of(m.within().mean(), m.between().mean(), m.effect(), m.error()));
      }
      table.row(row);
    }
    return table;
  }
}
