package dev.sonde.study.states;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.states.StudyFigures;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A study of states as figures and one HTML file. */
record StatesReport(StatesResults found) {

  /** Whose scatter plots are shown; the tables have all. */
  private static final List<String> SCATTERED =
      List.of("k-means n", "k-means 4n", "dbscan 0.5", "dbscan 2", "mean shift /4", "optics");

  Page page(Provenance how) {
    Map<String, Figure> figures = figures();
    StatesSummary summary = found.summary();
    List<Page.Section> sections = new ArrayList<>();
    if (summary.learned() > 0) {
      sections.add(
          new Page.Section(
              "Clusterings over networks",
              List.of(
                  new Block.TableBlock(learned(summary)),
                  picture(figures, "ambiguity"),
                  picture(figures, "zeros"))));
    }
    sections.add(new Page.Section("Accuracy and ambiguity", List.of(picture(figures, "accuracy"))));
    if (summary.learned() > 0) {
      sections.add(new Page.Section("By kind of cell", List.of(picture(figures, "cells"))));
    }
    if (!summary.unlearned().isEmpty()) {
      sections.add(
          new Page.Section(
              "Networks that have not learned", List.of(new Block.TableBlock(unlearned(summary)))));
    }
    sections.add(new Page.Section("Networks", List.of(networks())));
    return new Page(
        "Hidden states and the states of a machine",
        summary.networks() + " networks, " + summary.learned() + " of them learned",
        remarks(),
        sections,
        how);
  }

  private static Block picture(Map<String, Figure> figures, String name) {
    return new Block.Picture(Objects.requireNonNull(figures.get(name)));
  }

  private List<Finding> remarks() {
    List<Finding> remarks = new ArrayList<>();
    StatesSummary summary = found.summary();
    remarks.add(
        Finding.plain(
            summary.learned()
                + " of "
                + Numbers.count(summary.networks(), "network", "networks")
                + " learned (accuracy of at least 0.8)."));
    List<StatesSummary.Row> rows = summary.clusterings();
    rows.stream()
        .filter(r -> !r.clustering().equals("lda") && !r.clustering().equals("logistic"))
        .min((a, b) -> Double.compare(a.meanWeighted(), b.meanWeighted()))
        .ifPresent(
            r ->
                remarks.add(
                    Finding.plain(
                        "Lowest ambiguity of an unsupervised clustering: %s, mean weighted ambiguity %.4f with a median of %.0f clusters."
                            .formatted(r.clustering(), r.meanWeighted(), r.medianClusters()))));
    if (!found.leftOut().isEmpty()) {
      remarks.add(
          new Finding(
              Finding.Tone.NOTABLE,
              found.leftOut().size()
                  + " files match no machine by name and were left out: "
                  + String.join(", ", found.leftOut())));
    }
    return remarks;
  }

  Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("accuracy", scatter());
    if (found.summary().learned() > 0) figures.putAll(ofLearned());
    return figures;
  }

  private Map<String, Figure> ofLearned() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    List<StatesSummary.Network> learned =
        found.all().stream().filter(StatesSummary.Network::learned).toList();
    List<StudyFigures.Method> methods = new ArrayList<>();
    List<StudyFigures.Share> shares = new ArrayList<>();
    for (StatesSummary.Row row : found.summary().clusterings()) {
      methods.add(new StudyFigures.Method(row.clustering(), weighted(learned, row.clustering())));
      shares.add(
          new StudyFigures.Share(
              row.clustering(),
              row.zero(),
              Published.of(row.clustering()).map(Published::zero).orElse(Double.NaN)));
    }
    figures.put(
        "ambiguity",
        StudyFigures.boxes(
            "Weighted ambiguity by clustering",
            methods,
            StudyFigures.WHISKERS + " Networks that have learned: " + learned.size() + "."));
    figures.put(
        "zeros",
        StudyFigures.zeros(
            "Networks with zero ambiguity",
            shares,
            "Published: 1350 networks of other machines, sizes and repeats."));
    figures.put(
        "cells",
        StudyFigures.cells(
            "Weighted ambiguity by kind of cell",
            found.summary().cells().stream()
                .map(c -> new StudyFigures.CellMean(c.clustering(), c.cell(), c.meanWeighted()))
                .toList(),
            "Means over the networks that have learned."));
    return figures;
  }

  private static List<Double> weighted(List<StatesSummary.Network> networks, String clustering) {
    return networks.stream()
        .flatMap(n -> n.clusterings().stream())
        .filter(m -> m.clustering().equals(clustering))
        .map(StatesSummary.Measured::weighted)
        .toList();
  }

  private List<StatesSummary.Row> scattered() {
    StatesSummary summary = found.summary();
    List<StatesSummary.Row> all =
        summary.learned() > 0 ? summary.clusterings() : summary.unlearned();
    List<StatesSummary.Row> usual =
        all.stream().filter(row -> SCATTERED.contains(row.clustering())).toList();
    return usual.isEmpty() ? all.subList(0, Math.min(SCATTERED.size(), all.size())) : usual;
  }

  private Figure scatter() {
    List<StudyFigures.Scatter> scatters = new ArrayList<>();
    for (StatesSummary.Row row : scattered()) {
      List<StudyFigures.Dot> dots = new ArrayList<>();
      for (StatesSummary.Network n : found.all()) {
        for (StatesSummary.Measured m : n.clusterings()) {
          if (!m.clustering().equals(row.clustering())) continue;
          dots.add(
              new StudyFigures.Dot(
                  n.cell(), n.accuracy(), m.weighted(), n.machine() + " " + n.cell()));
        }
      }
      Double rho = row.accuracyCorrelation();
      scatters.add(
          new StudyFigures.Scatter(row.clustering(), dots, rho == null ? Double.NaN : rho));
    }
    return StudyFigures.scatter(
        "Accuracy and ambiguity",
        scatters,
        "All networks, also those that have not learned. ρ: Spearman's rank correlation.");
  }

  /** One clustering over networks, the published figures beside. */
  private static final Columns<StatesSummary.Row> CLUSTERINGS =
      Columns.<StatesSummary.Row>empty()
          .text("clustering", StatesSummary.Row::clustering)
          .integer("networks", StatesSummary.Row::networks)
          .ranked(3)
          .real("median_weighted", "median", StatesSummary.Row::medianWeighted)
          .explained("weighted ambiguity over networks")
          .real("mean_weighted", "mean", StatesSummary.Row::meanWeighted)
          .explained("weighted ambiguity over networks")
          .real("deviation", "std", StatesSummary.Row::deviation)
          .explained("standard deviation over networks")
          .real("zero", StatesSummary.Row::zero)
          .explained("share of networks in which every cluster is pure")
          .real("median_clusters", "clusters", StatesSummary.Row::medianClusters)
          .explained("median")
          .real("mean_noise", "noise", StatesSummary.Row::meanNoise)
          .explained("mean share of vectors in no cluster")
          .ranked(2)
          .and(
              "accuracy_correlation",
              "ρ with accuracy",
              Head.Type.REAL,
              StatesSummary.Row::accuracyCorrelation)
          .explained("Spearman's rank correlation over all networks")
          .ranked(2)
          .and(published("weighted", "published mean", Head.Type.REAL, Published::weighted))
          .ranked(1)
          .and(published("zero", "published zero", Head.Type.REAL, Published::zero))
          .ranked(1)
          .and(
              published(
                  "clusters", "published clusters", Head.Type.INTEGER, p -> (long) p.clusters()))
          .ranked(1);

  private static Columns<StatesSummary.Row> published(
      String key, String title, Head.Type type, Function<Published, Object> value) {
    return Columns.<StatesSummary.Row>empty()
        .and(
            "published_" + key,
            title,
            type,
            row -> Published.of(row.clustering()).map(value).orElse(null));
  }

  static Table learned(StatesSummary summary) {
    return CLUSTERINGS.table(
        "clusterings", "Over the networks that have learned", summary.clusterings());
  }

  static Table unlearned(StatesSummary summary) {
    return CLUSTERINGS.table("unlearned", "Accuracy below 0.8", summary.unlearned());
  }

  static Table cells(StatesSummary summary) {
    return Columns.<StatesSummary.CellRow>empty()
        .text("clustering", StatesSummary.CellRow::clustering)
        .text("cell", StatesSummary.CellRow::cell)
        .integer("networks", StatesSummary.CellRow::networks)
        .real("mean_weighted", "mean", StatesSummary.CellRow::meanWeighted)
        .real("zero", StatesSummary.CellRow::zero)
        .table("cells", "Weighted ambiguity by kind of cell", summary.cells());
  }

  private Block networks() {
    List<Numbered> numbered = new ArrayList<>();
    for (StatesSummary.Network n : found.all()) numbered.add(new Numbered(numbered.size() + 1, n));
    return Block.TableBlock.of(
        "All networks",
        Columns.<Numbered>empty()
            .text("network", Numbered::name)
            .and(NETWORKS.over(Numbered::network)),
        numbered);
  }

  private record Numbered(int number, StatesSummary.Network network) {
    String name() {
      return network.name().isEmpty() ? String.valueOf(number) : network.name();
    }
  }

  private static final Columns<StatesSummary.Network> NETWORKS =
      Columns.<StatesSummary.Network>empty()
          .text("machine", StatesSummary.Network::machine)
          .text("cell", StatesSummary.Network::cell)
          .integer("layers", StatesSummary.Network::layers)
          .integer("hidden", StatesSummary.Network::hidden)
          .real("accuracy", StatesSummary.Network::accuracy)
          .explained("share of words of length 16 to 30 with every prefix correct");
}
