package dev.sonde.figure.groups;

import dev.sonde.analysis.Provenance;
import dev.sonde.analysis.groups.GroupComparison;
import dev.sonde.analysis.groups.LeftOut;
import dev.sonde.analysis.groups.TensorComparison;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where groups of models differ, and how sure that is, as a page.
 *
 * <pre>{@code
 * GroupComparison answer = GroupComparison.of(groups, Settings.defaults());
 * HtmlPage.write(GroupPage.of(answer, null), Path.of("groups.html"));
 * }</pre>
 */
public final class GroupPage {

  /** Tensors named in a sentence. */
  private static final int NAMED = 5;

  /** Tensors whose values are drawn in every run. */
  private static final int DRAWN = 6;

  /** A tensor's comparison as a row. */
  public static final Columns<TensorComparison> COLUMNS =
      Columns.<TensorComparison>empty()
          .text("tensor", TensorComparison::name)
          .real("within", t -> t.within().mean())
          .explained("mean distance between runs of one group")
          .real("between", t -> t.between().mean())
          .explained("mean distance between runs of different groups")
          .real("effect", TensorComparison::effect)
          .explained("share of the squared distances that the groups explain beyond chance")
          .real("p", TensorComparison::p)
          .explained("of the permutation test over runs")
          .ranked(1)
          .real("p_adjusted", "p adjusted", TensorComparison::pAdjusted)
          .explained("after Benjamini and Hochberg's correction")
          .text("verdict", TensorComparison::verdict);

  private GroupPage() {}

  /**
   * @param provenance what is needed to repeat the page, or null
   */
  public static Page of(GroupComparison result, @Nullable Provenance provenance) {
    return new Page(
        result.groups().stream().map(g -> g.name()).collect(Collectors.joining(" against ")),
        "Where groups of trained models differ, tensor by tensor, tested over runs.",
        findings(result),
        sections(result),
        provenance);
  }

  private static List<Finding> findings(GroupComparison result) {
    List<Finding> findings = new ArrayList<>();
    String tensors = Numbers.count(result.tensors().size(), "tensor", "tensors");
    findings.add(
        Finding.plain(
            result.groups().stream()
                    .map(g -> g.name() + " (" + Numbers.count(g.runs().size(), "run", "runs") + ")")
                    .collect(Collectors.joining(" against "))
                + ": "
                + tensors
                + " compared by the "
                + GroupFigures.name(result.distance())
                + "."));
    findings.add(differing(result, tensors));
    findings.add(Finding.plain(test(result)));
    if (!result.leftOut().isEmpty()) {
      findings.add(
          new Finding(
              Tone.NOTABLE,
              Numbers.count(result.leftOut().size(), "tensor was", "tensors were")
                  + " left out; see below why.",
              result.leftOut().stream().map(LeftOut::name).toList()));
    }
    return findings;
  }

  private static Finding differing(GroupComparison result, String tensors) {
    List<TensorComparison> found =
        result.tensors().stream().filter(t -> t.verdict().found()).toList();
    if (found.isEmpty()) {
      return Finding.plain("In no tensor were the groups found to differ.");
    }
    String names =
        found.stream()
            .limit(NAMED)
            .map(
                t ->
                    "%s (between %s, within %s)"
                        .formatted(
                            t.name(),
                            Numbers.of(t.between().mean()),
                            Numbers.of(t.within().mean())))
            .collect(Collectors.joining("; "));
    int others = found.size() - NAMED;
    return new Finding(
        Tone.NOTABLE,
        "The groups differ in "
            + found.size()
            + " of "
            + tensors
            + ": "
            + names
            + (others > 0 ? "; and " + Numbers.count(others, "other", "others") : "")
            + ".",
        found.stream().map(TensorComparison::name).toList());
  }

  private static String test(GroupComparison result) {
    String labellings =
        result.exact()
            ? "all " + result.permutations() + " labellings of the runs"
            : result.permutations()
                + " of "
                + Numbers.of(result.possible().doubleValue(), 4)
                + " labellings of the runs, drawn at random";
    return "The run is the sample, not the weight: a permutation test over "
        + labellings
        + ", so no p is below "
        + Numbers.of(result.smallestP(), 4)
        + "; corrected for "
        + result.tested()
        + " tensors (Benjamini and Hochberg), at a false discovery rate of "
        + Numbers.percent(result.alpha())
        + ".";
  }

  private static List<Section> sections(GroupComparison result) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        new Section(
            "Within and between the groups",
            List.of(new Block.Picture(GroupFigures.overview(result)))));
    sections.add(new Section("All tensors", List.of(table(result))));
    sections.add(new Section("Values in every run", values(result)));
    if (!result.leftOut().isEmpty()) {
      List<String> why =
          result.leftOut().stream().map(out -> out.name() + " " + out.reason()).toList();
      sections.add(new Section("Left out", List.of(new Block.Items(why))));
    }
    return sections;
  }

  private static Block table(GroupComparison result) {
    Table table =
        COLUMNS.table(
            "tensors",
            "Distance: "
                + GroupFigures.name(result.distance())
                + "; the smallest p first, among equals the largest effect",
            result.tensors());
    List<Block.Mark> marks = new ArrayList<>();
    for (int row = 0; row < result.tensors().size(); row++) {
      if (!result.tensors().get(row).verdict().found()) continue;
      marks.add(new Block.Mark(row, COLUMNS.list().size() - 1, true, null));
    }
    return new Block.TableBlock(table, marks);
  }

  /** With few runs many tensors reach the smallest p there is: then the effect tells them apart. */
  private static List<Block> values(GroupComparison result) {
    List<TensorComparison> all = result.tensors();
    if (all.isEmpty()) return List.of();
    List<TensorComparison> shown = all.subList(0, Math.min(DRAWN, all.size()));
    double smallest = all.getFirst().p();
    long equal = all.stream().filter(t -> t.p() == smallest).count();
    if (equal <= shown.size()) {
      return List.of(
          new Block.Picture(
              GroupFigures.distributions(
                  "Values of the %d tensors with the smallest p".formatted(shown.size()), shown)));
    }
    return List.of(
        new Block.Words(
            "%d tensors share the smallest p, %s; these are the %d of them with the largest effect."
                .formatted(equal, Numbers.of(smallest), shown.size())),
        new Block.Picture(
            GroupFigures.distributions(
                "Values of the %d tensors with the largest effect among the smallest p"
                    .formatted(shown.size()),
                shown)));
  }
}
