package dev.sonde.question.networks.similarity;

import dev.sonde.analysis.similarity.SimilarityMeasure;
import dev.sonde.figure.Axis;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.LinesFigure;
import dev.sonde.figure.cells.ValueGrid;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Table;
import dev.sonde.question.networks.similarity.SimilarityAnswer.Grid;
import dev.sonde.question.networks.similarity.SimilarityAnswer.SiteTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Findings, tables and figures of similarities. */
record SimilarityPage(SimilaritySettings settings, SimilarityAnswer answer) {

  /** One pair of sites, in the table. */
  private record Pair(String row, String column, List<Double> values, List<Double> control) {}

  Page summary() {
    Block table = new Block.TableBlock(answer.sites().isEmpty() ? pairs() : tests());
    return page(List.of(new Page.Section("Values", List.of(table))));
  }

  Page page() {
    List<Page.Section> sections = new ArrayList<>();
    if (answer.sites().isEmpty()) {
      for (Grid grid : answer.grids()) sections.add(section(grid));
      sections.add(
          Page.Section.folded("All pairs", "Every pair of sites, with its control", pairs()));
    } else {
      sections.add(courses());
      sections.add(Page.Section.of("Sites", tests()));
    }
    return page(sections);
  }

  private Page page(List<Page.Section> sections) {
    String title =
        switch (answer.networks().size()) {
          case 1 -> "Similarity of sites";
          default -> "Similarity of networks";
        };
    return new Page(
        title,
        String.join(", ", answer.networks().stream().map(n -> n.file()).distinct().toList()),
        findings(),
        sections);
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.plain(
            "%s, %s; positions of maps and steps: %s."
                .formatted(
                    Numbers.count(answer.inputs(), "input", "inputs"),
                    Numbers.count(answer.networks().getFirst().sites().size(), "site", "sites"),
                    switch (settings.places()) {
                      case MEAN -> "each unit's mean over them";
                      case ALL -> "concatenated";
                      case EACH -> "each position is an input";
                    })));
    if (answer.test() != null) groupFindings(findings, answer.test());
    else if (answer.networks().size() == 1) for (Grid g : answer.grids()) findings.add(depth(g));
    else for (Grid g : answer.grids()) findings.add(matches(g));
    for (Grid grid : answer.grids()) {
      double most = grid.highestControl();
      if (most > .5) {
        findings.add(
            new Finding(
                Tone.NOTABLE,
                "%s: with shuffled inputs (baseline) similarities reach %s: too few inputs for this many units, so the values mean little."
                    .formatted(grid.measure().words(), Numbers.share(most))));
      }
    }
    answer.notes().forEach(note -> findings.add(Finding.plain(note)));
    return findings;
  }

  /** The consecutive sites between which a network changes most. */
  private Finding depth(Grid grid) {
    int least = -1;
    for (int i = 0; i + 1 < grid.rows().size(); i++) {
      double value = grid.values().get(i).get(i + 1);
      if (least < 0 || value < grid.values().get(least).get(least + 1)) least = i;
    }
    if (least < 0)
      return Finding.plain(grid.measure().words() + ": only one site, nothing to compare.");
    String last = grid.rows().getLast();
    return Finding.plain(
        "%s: consecutive sites differ most from %s to %s (similarity %s); first and last site: %s. Baseline, shuffled inputs: at most %s."
            .formatted(
                grid.measure().words(),
                grid.rows().get(least),
                grid.rows().get(least + 1),
                Numbers.share(grid.values().get(least).get(least + 1)),
                Numbers.share(grid.values().getFirst().get(grid.columns().indexOf(last))),
                Numbers.share(grid.highestControl())));
  }

  /**
   * Whether each site is most similar to the site of the same name (the sanity check of Kornblith
   * et al. 2019).
   */
  private Finding matches(Grid grid) {
    int named = 0;
    int found = 0;
    double sum = 0;
    String least = "";
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < grid.rows().size(); i++) {
      int own = grid.columns().indexOf(grid.rows().get(i));
      if (own < 0) continue;
      List<Double> row = grid.values().get(i);
      double value = row.get(own);
      if (Double.isNaN(value)) continue;
      named++;
      sum += value;
      if (row.stream().noneMatch(other -> other > value)) found++;
      if (value < lowest) {
        lowest = value;
        least = grid.rows().get(i);
      }
    }
    String control =
        " Baseline, shuffled inputs: at most %s.".formatted(Numbers.share(grid.highestControl()));
    if (named == 0) {
      return Finding.plain(
          "%s: no site has the same name in both networks.%s"
              .formatted(grid.measure().words(), control));
    }
    return Finding.plain(
        "%s: similarity of sites with the same name: mean %s, smallest %s (%s); of %s, %d are most similar to the site of the same name.%s"
            .formatted(
                grid.measure().words(),
                Numbers.share(sum / named),
                least,
                Numbers.share(lowest),
                Numbers.count(named, "site", "sites"),
                found,
                control));
  }

  private void groupFindings(List<Finding> findings, SimilarityAnswer.Test test) {
    findings.add(
        Finding.plain(
            "Permutation test over networks: %s labellings%s, so p is at least %s%s"
                .formatted(
                    Numbers.count(test.labellings()),
                    test.exact() ? " (all there are)" : "",
                    Numbers.plain(test.smallestP()),
                    test.smallestP() > settings.alpha()
                        ? ": too few networks for a decision."
                        : ".")));
    for (SimilarityMeasure measure : settings.measure()) {
      List<SiteTest> all = answer.sites().stream().filter(s -> s.measure() == measure).toList();
      List<String> differing = all.stream().filter(SiteTest::differs).map(SiteTest::site).toList();
      double within = mean(all.stream().map(SiteTest::within).toList());
      double between = mean(all.stream().map(SiteTest::between).toList());
      findings.add(
          new Finding(
              differing.isEmpty() ? Tone.PLAIN : Tone.NOTABLE,
              "%s: mean similarity within groups %s, between groups %s; %d of %s differ significantly%s."
                  .formatted(
                      measure.words(),
                      Numbers.share(within),
                      Numbers.share(between),
                      differing.size(),
                      Numbers.count(all.size(), "site", "sites"),
                      differing.isEmpty() ? "" : ": " + Numbers.names(differing)),
              differing));
    }
  }

  private static double mean(List<Double> values) {
    return values.stream()
        .filter(v -> !v.isNaN())
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  private Page.Section section(Grid grid) {
    boolean two = answer.networks().size() == 2;
    String left = answer.networks().getFirst().file();
    String right = answer.networks().getLast().file();
    return Page.Section.of(
        grid.measure().words(),
        ValueGrid.figure(
                grid.measure().words(),
                List.of(new ValueGrid("", grid.rows(), grid.columns(), grid.values())),
                two ? right : "",
                two ? left : "",
                grid.measure().words())
            .caption(meaning(grid.measure())));
  }

  private static String meaning(SimilarityMeasure measure) {
    return switch (measure) {
      case LINEAR_CKA -> "1: the same up to rotation and scale; 0: nothing in common.";
      case RBF_CKA -> "As linear CKA, with a Gaussian kernel, which weights close inputs more.";
      case SVCCA -> "Mean correlation of the best linear combinations of principal components.";
      case PWCCA ->
          "As SVCCA, weighted by how much of the row's site each combination explains; not"
              + " symmetric.";
      case PROCRUSTES -> "Cosine of the angle after the best rotation.";
    };
  }

  private Table pairs() {
    Columns<Pair> columns =
        Columns.<Pair>empty()
            .text("site", Pair::row)
            .text(
                "other",
                answer.networks().size() == 2 ? "site of the other" : "other",
                Pair::column);
    for (int m = 0; m < answer.grids().size(); m++) {
      int at = m;
      SimilarityMeasure measure = answer.grids().get(m).measure();
      columns =
          columns
              .real(measure.toString(), measure.words(), p -> p.values().get(at))
              .real(measure + "-control", "control", p -> p.control().get(at))
              .explained("the same with shuffled inputs")
              .ranked(2);
    }
    List<Pair> pairs = new ArrayList<>();
    if (!answer.grids().isEmpty()) {
      Grid first = answer.grids().getFirst();
      for (int i = 0; i < first.rows().size(); i++) {
        for (int j = 0; j < first.columns().size(); j++) {
          int row = i;
          int column = j;
          pairs.add(
              new Pair(
                  first.rows().get(i),
                  first.columns().get(j),
                  answer.grids().stream().map(g -> g.values().get(row).get(column)).toList(),
                  answer.grids().stream().map(g -> g.control().get(row).get(column)).toList()));
        }
      }
    }
    return columns.table("pairs", "Every pair of sites", pairs);
  }

  private Table tests() {
    return Columns.<SiteTest>empty()
        .text("site", SiteTest::site)
        .text("measure", s -> s.measure().words())
        .real("within", SiteTest::within)
        .explained("mean similarity of networks of the same group")
        .real("between", SiteTest::between)
        .explained("mean similarity of networks of different groups")
        .real("effect", SiteTest::effect)
        .explained("ω²: share of the squared angles that the groups explain, corrected for chance")
        .ranked(2)
        .real("p", SiteTest::p)
        .ranked(1)
        .real("p_adjusted", "p adjusted", SiteTest::pAdjusted)
        .explained("adjusted over the sites (Benjamini and Hochberg)")
        .truth("differs", SiteTest::differs)
        .table("sites", "Each site over all networks", answer.sites());
  }

  /** Within and between over depth, a panel a measure. */
  private Page.Section courses() {
    List<Block> blocks = new ArrayList<>();
    for (SimilarityMeasure measure : settings.measure()) {
      List<SiteTest> all = answer.sites().stream().filter(s -> s.measure() == measure).toList();
      List<String> names = all.stream().map(SiteTest::site).toList();
      blocks.add(
          new Block.Picture(
              LinesFigure.of(
                  measure.words() + " over depth",
                  List.of(
                      new LinesFigure.Lines(
                          "",
                          "site, in the order of computation",
                          IntStream.range(0, names.size())
                              .mapToObj(i -> new Axis.Tick(i, String.valueOf(i + 1)))
                              .toList(),
                          Axis.linear(measure.words(), 0, 1),
                          List.of(
                              line("within groups", all.stream().map(SiteTest::within).toList()),
                              line(
                                  "between groups",
                                  all.stream().map(SiteTest::between).toList())))))));
    }
    return new Page.Section("Over depth", blocks);
  }

  private static LinesFigure.Line line(String name, List<Double> values) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isNaN()) points.add(new Point(i, values.get(i)));
    }
    return new LinesFigure.Line(name, points);
  }
}
