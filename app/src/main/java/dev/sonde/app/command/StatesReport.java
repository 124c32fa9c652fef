package dev.sonde.app.command;

import dev.sonde.analysis.Provenance;
import dev.sonde.figure.Figure;
import dev.sonde.figure.FigureFile;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Entry;
import dev.sonde.figure.page.Finding;
import dev.sonde.figure.page.HtmlPage;
import dev.sonde.figure.page.Page;
import dev.sonde.figure.states.StudyFigures;
import dev.sonde.figure.table.Head;
import dev.sonde.study.states.Published;
import dev.sonde.study.states.StatesStudy;
import dev.sonde.study.states.StatesSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A study of states as figures and one HTML file. */
record StatesReport(StatesStudy.Answer answer, List<String> leftOut, Provenance how) {

  /** Whose scatter plots are shown; the tables have all. */
  private static final List<String> SCATTERED =
      List.of("k-means n", "k-means 4n", "dbscan 0.5", "dbscan 2", "mean shift /4", "optics");

  void write(Path folder) throws IOException {
    Map<String, Figure> figures = figures();
    for (Map.Entry<String, Figure> figure : figures.entrySet()) {
      FigureFile.write(
          figure.getValue(), folder.resolve("figures").resolve(figure.getKey() + ".svg"));
    }
    StatesSummary summary = answer.summary();
    List<Page.Section> sections = new ArrayList<>();
    if (summary.learned() > 0) {
      sections.add(
          new Page.Section(
              "Clusterings over networks",
              List.of(
                  table("Over the networks that have learned", summary.clusterings()),
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
              "Networks that have not learned",
              List.of(table("Accuracy below 0.8", summary.unlearned()))));
    }
    sections.add(new Page.Section("Networks", List.of(networks())));
    HtmlPage.write(
        new Page(
            "Hidden states and the states of a machine",
            summary.networks() + " networks, " + summary.learned() + " of them learned",
            remarks(),
            sections,
            how),
        folder.resolve("report.html"));
  }

  private static Block picture(Map<String, Figure> figures, String name) {
    return new Block.Picture(Objects.requireNonNull(figures.get(name)));
  }

  private List<Finding> remarks() {
    List<Finding> remarks = new ArrayList<>();
    List<StatesSummary.Row> rows = answer.summary().clusterings();
    rows.stream()
        .filter(r -> !r.clustering().equals("lda") && !r.clustering().equals("logistic"))
        .min((a, b) -> Double.compare(a.meanWeighted(), b.meanWeighted()))
        .ifPresent(
            r ->
                remarks.add(
                    Finding.plain(
                        "Least ambiguous without knowing the states: %s, mean weighted ambiguity %.4f with a median of %.0f clusters."
                            .formatted(r.clustering(), r.meanWeighted(), r.medianClusters()))));
    if (!leftOut.isEmpty()) {
      remarks.add(
          new Finding(
              Finding.Tone.NOTABLE,
              leftOut.size()
                  + " files have no machine of their name and were left out: "
                  + String.join(", ", leftOut)));
    }
    return remarks;
  }

  private Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("accuracy", scatter());
    if (answer.summary().learned() > 0) figures.putAll(ofLearned());
    return figures;
  }

  private Map<String, Figure> ofLearned() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    List<StatesSummary.Network> learned =
        answer.networks().stream().filter(StatesSummary.Network::learned).toList();
    List<StudyFigures.Method> methods = new ArrayList<>();
    List<StudyFigures.Share> shares = new ArrayList<>();
    for (StatesSummary.Row row : answer.summary().clusterings()) {
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
            "Networks at zero",
            shares,
            "Published: 1350 networks of other machines, sizes and repeats."));
    figures.put(
        "cells",
        StudyFigures.cells(
            "Weighted ambiguity by kind of cell",
            answer.summary().cells().stream()
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
    StatesSummary summary = answer.summary();
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
      for (StatesSummary.Network n : answer.networks()) {
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
        "All networks, those that have not learned too. ρ: Spearman's rank correlation.");
  }

  private static Block table(String caption, List<StatesSummary.Row> rows) {
    List<Head> columns =
        List.of(
            Head.text("clustering"),
            Head.real("networks", ""),
            Head.real("median", "of the weighted ambiguity"),
            Head.real("mean", ""),
            Head.real("std", "over networks"),
            Head.real("zero", "share of networks in which every cluster is pure"),
            Head.real("clusters", "median"),
            Head.real("noise", "mean share"),
            Head.real("published mean", ""),
            Head.real("published zero", ""),
            Head.real("published clusters", ""));
    List<List<Entry>> entries = new ArrayList<>();
    for (StatesSummary.Row r : rows) {
      var published = Published.of(r.clustering());
      entries.add(
          List.of(
              Entry.words(r.clustering()),
              Entry.count(r.networks()),
              Entry.number(r.medianWeighted()),
              Entry.number(r.meanWeighted()),
              Entry.number(r.deviation()),
              Entry.number(r.zero()),
              Entry.number(r.medianClusters()),
              Entry.number(r.meanNoise()),
              published.map(p -> Entry.number(p.weighted())).orElse(Entry.words("–")),
              published.map(p -> Entry.number(p.zero())).orElse(Entry.words("–")),
              published.map(p -> Entry.count(p.clusters())).orElse(Entry.words("–"))));
    }
    return Block.TableBlock.of(caption, columns, entries);
  }

  private Block networks() {
    List<Head> columns =
        List.of(
            Head.text("network"),
            Head.text("machine"),
            Head.text("cell"),
            Head.real("layers", ""),
            Head.real("hidden", ""),
            Head.real("accuracy", "every prefix of words of length 16 to 30"));
    List<List<Entry>> entries = new ArrayList<>();
    int number = 0;
    for (StatesSummary.Network n : answer.networks()) {
      number++;
      entries.add(
          List.of(
              Entry.words(n.name().isEmpty() ? String.valueOf(number) : n.name()),
              Entry.words(n.machine()),
              Entry.words(n.cell()),
              Entry.count(n.layers()),
              Entry.count(n.hidden()),
              Entry.number(n.accuracy())));
    }
    return Block.TableBlock.of("All networks", columns, entries);
  }
}
