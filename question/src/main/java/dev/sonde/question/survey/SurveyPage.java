package dev.sonde.question.survey;

import dev.sonde.figure.Axis;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.cells.ScatterFigure;
import dev.sonde.figure.graph.Graph;
import dev.sonde.figure.graph.GraphFigure;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Finding.Tone;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A survey as a page: findings, architectures, copies, families, outliers, a map. */
final class SurveyPage {

  /** Rows of a table on a terminal. */
  private static final int SHOWN = 20;

  private static final int ON_A_PAGE = 1000;
  private static final int DRAWN = 4;
  private static final int NODES = 30;
  private static final int NAMED_FAMILIES = 4;

  private final SurveyAnswer answer;

  SurveyPage(SurveyAnswer answer) {
    this.answer = answer;
  }

  Page summary() {
    return page(SHOWN, List.of());
  }

  Page page() {
    List<Section> pictures = new ArrayList<>();
    if (!answer.maps().isEmpty()) pictures.add(map());
    List<Block> trees = trees();
    if (!trees.isEmpty()) pictures.add(new Section("Lineage as trees", trees));
    return page(ON_A_PAGE, pictures);
  }

  private Page page(int most, List<Section> pictures) {
    List<Section> sections = new ArrayList<>();
    add("Architectures", answer.architectures(), most, sections);
    add("Copies", answer.copies(), most, sections);
    add("Families", answer.lineage(), most, sections);
    add("Outliers", answer.outliers(), most, sections);
    add("Damaged files", answer.damaged(), most, sections);
    sections.addAll(pictures);
    return new Page("Survey of files of weights", "", findings(), sections);
  }

  private static void add(String title, Table table, int most, List<Section> sections) {
    int rows = table.rows().size();
    if (rows == 0) return;
    List<Block> blocks = new ArrayList<>();
    Table shown =
        rows <= most
            ? table
            : new Table(
                table.name(),
                table.caption() + ". The first " + most + " of " + rows,
                table.heads(),
                table.rows().subList(0, most));
    blocks.add(new Block.TableBlock(shown));
    sections.add(new Section(title, blocks));
  }

  private List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    SurveyAnswer.Counts counts = answer.counts();
    String planned = answer.planned();
    if (planned != null || counts == null) {
      all.add(Finding.plain(planned == null ? "" : planned + "."));
      return all;
    }
    int architectures = answer.architectures().rows().size();
    all.add(
        Finding.plain(
            "%s (%s) hold %s in %s."
                .formatted(
                    Numbers.count(counts.files(), "file", "files"),
                    Numbers.bytes(counts.bytes()),
                    Numbers.count(counts.parameters(), "value", "values"),
                    Numbers.count(architectures, "architecture", "architectures"))));
    notable(counts.damaged(), "file could not be read", "files could not be read", all);
    notable(
        counts.notFinite(),
        "file holds values that are NaN or infinite",
        "files hold values that are NaN or infinite",
        all);
    copies(all);
    families(all);
    if (!answer.outliers().rows().isEmpty()) {
      all.add(
          new Finding(
              Tone.NOTABLE,
              "%s %d or more robust standard deviations from the median of their architecture; the farthest is %s in %s."
                  .formatted(
                      Numbers.count(
                          answer.outliers().rows().size(),
                          "statistic of a tensor lies",
                          "statistics of tensors lie"),
                      SurveyQueries.FAR,
                      answer.outliers().text(0, "tensor"),
                      answer.outliers().text(0, "path"))));
    }
    for (String note : answer.notes()) all.add(new Finding(Tone.NOTABLE, note + "."));
    return all;
  }

  private static void notable(long count, String one, String many, List<Finding> all) {
    if (count > 0) all.add(new Finding(Tone.NOTABLE, Numbers.count(count, one, many) + "."));
  }

  private void copies(List<Finding> all) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    Table copies = answer.copies();
    for (int i = 0; i < copies.rows().size(); i++)
      kinds.merge(copies.text(i, "how"), 1, Integer::sum);
    List<String> words = new ArrayList<>();
    kinds.forEach((how, count) -> words.add(Numbers.count(count) + " " + how));
    if (!words.isEmpty()) {
      all.add(
          Finding.plain(
              Numbers.count(copies.rows().size(), "file repeats another", "files repeat another")
                  + ": "
                  + String.join(", ", words)
                  + "."));
    }
  }

  private void families(List<Finding> all) {
    Table lineage = answer.lineage();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    int open = 0;
    for (int i = 0; i < lineage.rows().size(); i++) {
      sizes.merge(lineage.text(i, "family"), 1, Integer::sum);
      if (lineage.text(i, "direction").equals("open")) open++;
    }
    if (sizes.isEmpty()) return;
    int largest = sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    all.add(
        Finding.plain(
            "%s of files whose weights share an ancestor, the largest of %s."
                    .formatted(
                        Numbers.count(sizes.size(), "family", "families"),
                        Numbers.count(largest, "file", "files"))
                + (open == 0
                    ? ""
                    : " Of %s it is not known who came first."
                        .formatted(Numbers.count(open, "pair", "pairs")))));
  }

  private Section map() {
    Map<String, String> families = new HashMap<>();
    Table lineage = answer.lineage();
    for (int i = 0; i < lineage.rows().size(); i++) {
      int family = (int) lineage.number(i, "family");
      String name = family <= NAMED_FAMILIES ? "family " + family : "other families";
      families.put(lineage.text(i, "child"), name);
      families.put(lineage.text(i, "parent"), name);
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            """
            Each point is a file. Near are files whose tensors have similar statistics (spread, \
            mean, quantiles, kurtosis, each scaled to one variance): principal components of \
            these. Distances on the map are no distances of weights.\
            """));
    for (ModelMap map : answer.maps()) {
      List<ScatterFigure.Unit> units = new ArrayList<>();
      for (int i = 0; i < map.files().size(); i++) {
        String file = map.files().get(i);
        String family = families.getOrDefault(file, "no family");
        units.add(new ScatterFigure.Unit(file, family, map.at().at(i, 0), map.at().at(i, 1)));
      }
      // Who has a family of its own is drawn last, on top.
      units.sort(Comparator.comparing(unit -> unit.group().startsWith("family ")));
      Figure figure =
          ScatterFigure.of(
                  "Map of architecture " + map.fingerprint(),
                  List.of(
                      new ScatterFigure.Scatter(
                          "",
                          Axis.linear("component 1 (" + Numbers.percent(map.first()) + ")"),
                          Axis.linear("component 2 (" + Numbers.percent(map.second()) + ")"),
                          units)))
              .caption(
                  "%s of %s"
                      .formatted(
                          Numbers.count(units.size()), Numbers.count(map.of(), "file", "files")));
      blocks.add(new Block.Picture(figure));
    }
    return new Section("Map of models", blocks);
  }

  /** The first families as trees, from parents to children. */
  private List<Block> trees() {
    List<Block> blocks = new ArrayList<>();
    Table lineage = answer.lineage();
    Map<Integer, List<Integer>> rows = new LinkedHashMap<>();
    for (int i = 0; i < lineage.rows().size(); i++) {
      rows.computeIfAbsent((int) lineage.number(i, "family"), _ -> new ArrayList<>()).add(i);
    }
    for (var family : rows.entrySet()) {
      if (blocks.size() == DRAWN) break;
      if (family.getValue().size() >= NODES) continue;
      blocks.add(new Block.Picture(tree(family.getKey(), family.getValue())));
    }
    return blocks;
  }

  private Figure tree(int family, List<Integer> rows) {
    Table lineage = answer.lineage();
    List<String> files = new ArrayList<>();
    files.add(lineage.text(rows.getFirst(), "parent"));
    for (int row : rows) files.add(lineage.text(row, "child"));
    List<Graph.Node> nodes = files.stream().map(f -> new Graph.Node(name(f), "", false)).toList();
    List<Graph.Edge> edges = new ArrayList<>();
    for (int row : rows) {
      String distance = Numbers.of(lineage.number(row, "distance"), 2);
      edges.add(
          new Graph.Edge(
              files.indexOf(lineage.text(row, "parent")),
              files.indexOf(lineage.text(row, "child")),
              List.of(distance + ", " + Numbers.percent(lineage.number(row, "support")))));
    }
    String direction =
        switch (lineage.text(rows.getFirst(), "direction")) {
          case "order" -> "The root is the least epoch or step.";
          case "centre" -> "The root is the file with the most neighbours.";
          default -> "Who came first is not known; the root is the first by name.";
        };
    return GraphFigure.of("Family " + family, new Graph(nodes, edges, 0))
        .caption("At arrows: distance, and the share of tensors that support it. " + direction);
  }

  private static String name(String file) {
    return String.valueOf(Path.of(file).getFileName());
  }
}
