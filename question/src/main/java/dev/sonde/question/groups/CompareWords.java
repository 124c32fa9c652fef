package dev.sonde.question.groups;

import static dev.sonde.figure.Numbers.count;
import static dev.sonde.figure.Numbers.plain;

import dev.sonde.analysis.groups.Distance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.Spread;
import dev.sonde.analysis.groups.TensorComparison;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;

/** Findings and a table of a comparison of groups. */
record CompareWords(GroupComparison result) {

  Page page() {
    return new Page(
        "Comparison of groups", "", findings(), List.of(Page.Section.of("All tensors", table())));
  }

  /** What was compared, what the test can show, and what it found. */
  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%s; %s compared by %s."
                .formatted(
                    Phrases.groups(result.groups()),
                    count(result.tensors().size(), "tensor", "tensors"),
                    name(result.distance()))));
    findings.add(Finding.plain(test()));
    findings.add(found());
    long notFinite = result.tensors().stream().mapToLong(TensorComparison::nonFinite).sum();
    if (notFinite > 0) {
      findings.add(
          new Finding(
              Tone.NOTABLE,
              count(notFinite, "value", "values")
                  + " NaN or infinite: counted, and left out of distances."));
    }
    long binned = result.tensors().stream().filter(t -> !t.exact()).count();
    if (binned > 0) {
      findings.add(
          Finding.plain(
              count(binned, "tensor", "tensors")
                  + " too large to sort: w1 and ks are from fine bins, with their error in the"
                  + " table."));
    }
    findings.addAll(Phrases.leftOut(result.leftOut()));
    return findings;
  }

  private String test() {
    String drawn =
        result.exact()
            ? "all " + result.permutations()
            : result.permutations() + " of " + plain(result.possible().doubleValue());
    String telling =
        result.smallestP() <= result.alpha()
            ? "."
            : ": too few "
                + (result.exact() ? "runs" : "permutations")
                + " to tell, however far apart the groups are.";
    return "Permutation test over runs: %s labellings, so p is at least %s%s"
        .formatted(drawn, plain(result.smallestP()), telling);
  }

  private Finding found() {
    List<TensorComparison> differing =
        result.tensors().stream().filter(t -> t.verdict().found()).toList();
    String first =
        "%d of %s differ (false discovery rate %s %%)"
            .formatted(
                differing.size(),
                count(result.tested(), "tensor", "tensors"),
                plain(100 * result.alpha()));
    if (differing.isEmpty()) return Finding.plain(first + ".");
    long strong = differing.stream().filter(t -> t.effect() >= result.strong()).count();
    String share = strong == 0 ? "none" : strong == differing.size() ? "each" : "" + strong;
    List<String> names = differing.stream().map(TensorComparison::name).toList();
    return new Finding(
        Tone.NOTABLE,
        "%s: %s. In %s of them the groups explain %s %% or more of the squared distances between runs."
            .formatted(first, Numbers.names(names), share, plain(100 * result.strong())),
        names);
  }

  private static String name(Distance distance) {
    return switch (distance) {
      case WASSERSTEIN -> "Wasserstein distance, in standard deviations of a tensor's values";
      case JENSEN_SHANNON -> "Jensen–Shannon distance";
      case KOLMOGOROV_SMIRNOV -> "Kolmogorov–Smirnov distance";
      case HELLINGER -> "Hellinger distance";
      case BHATTACHARYYA -> "Bhattacharyya's 1 − Σ√(pq)";
    };
  }

  private Table table() {
    Columns<TensorComparison> columns =
        Columns.<TensorComparison>empty()
            .text("tensor", TensorComparison::name)
            .text("shape", t -> t.shape().toString())
            .ranked(2)
            .text("dtype", TensorComparison::dtype)
            .ranked(6)
            .text("distance", t -> result.distance().toString())
            .ranked(6)
            .real("within", t -> t.within().mean())
            .explained("mean distance between runs of one group")
            .real("between", t -> t.between().mean())
            .explained("mean distance between runs of different groups")
            .real("ratio", TensorComparison::ratio)
            .explained("between / within")
            .ranked(3)
            .real("effect", TensorComparison::effect)
            .explained(
                "ω²: share of the squared distances that the groups explain, corrected for chance")
            .real("p", TensorComparison::p)
            .explained("p of the permutation test over runs")
            .ranked(1)
            .real("p_adjusted", "p adjusted", TensorComparison::pAdjusted)
            .explained("p adjusted over the tensors (Benjamini and Hochberg)")
            .text("verdict", t -> t.verdict().toString())
            .real("scale", TensorComparison::scale)
            .explained("standard deviation of all values")
            .ranked(6)
            .integer("non_finite", "not finite", TensorComparison::nonFinite)
            .ranked(5);
    for (int g = 0; g < result.groups().size(); g++) columns = columns.and(within(g));
    for (Distance d : Distance.values()) columns = columns.and(measure(d));
    return columns.table(
        "tensors", "Every tensor, the clearest difference first", result.tensors());
  }

  /** The distances within one group. */
  private Columns<TensorComparison> within(int group) {
    String name = result.groups().get(group).name();
    return Columns.<TensorComparison>empty()
        .real("within_" + name, "within " + name, t -> part(t, group).mean())
        .ranked(4);
  }

  private static Spread.Part part(TensorComparison tensor, int group) {
    return tensor.within().parts().get(group);
  }

  /** What one of the distances says. */
  private static Columns<TensorComparison> measure(Distance d) {
    return Columns.<TensorComparison>empty()
        .real(d + "_within", d + " within", t -> t.measure(d).within().mean())
        .ranked(7)
        .real(d + "_between", d + " between", t -> t.measure(d).between().mean())
        .ranked(7)
        .real(d + "_effect", d + " effect", t -> t.measure(d).effect())
        .ranked(7)
        .real(d + "_error", d + " error", t -> t.measure(d).error())
        .ranked(8);
  }
}
