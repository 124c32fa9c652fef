package dev.sonde.question.machines;

import dev.sonde.analysis.heatmap.Cells;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.projection.Pca;
import dev.sonde.figure.Figure;
import dev.sonde.figure.Mark.Point;
import dev.sonde.figure.states.ClusterFigures;
import dev.sonde.file.Printable;
import dev.sonde.study.states.StateAnalysis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Figures of one clustering of one network. */
record StatesFigures(StateAnalysis.Details details, int which) {

  /** Largest number of dots; more would overlap. */
  private static final int DRAWN = 4000;

  /**
   * Largest number of rows; beyond it only the largest clusters are shown, and the figure states
   * this.
   */
  private static final int ROWS = 80;

  Map<String, Figure> all() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("projection", projection());
    figures.put("confusion", confusion());
    figures.put("ambiguity", ambiguity());
    return figures;
  }

  private StateAnalysis.Result result() {
    return details.analysis().clusterings().get(which);
  }

  private List<String> states() {
    return details.machine().states().stream().map(s -> Printable.of(s, 20)).toList();
  }

  private Figure projection() {
    Points points = details.points();
    int components = Math.min(2, points.dimensions());
    double[] shares = new double[2];
    Points flat;
    try (Workers workers = Workers.of(1)) {
      Pca pca = Pca.of(points, Pca.Settings.of(components), workers);
      flat = pca.project(points, workers);
      for (int c = 0; c < components; c++) shares[c] = pca.share(c);
    }
    int step = Math.max(1, Math.ceilDiv(points.count(), DRAWN));
    List<ClusterFigures.Projected> shown = new ArrayList<>();
    for (int i = 0; i < points.count(); i += step) {
      shown.add(
          new ClusterFigures.Projected(
              new Point(flat.at(i, 0), components > 1 ? flat.at(i, 1) : 0),
              details.states().at(i),
              details.clusterings().get(which).labels().at(i)));
    }
    String how =
        String.format(
            Locale.ROOT,
            "Principal components, %.0f %% and %.0f %% of the variance; %s of %d vectors drawn."
                + " Crosses: noise.",
            100 * shares[0],
            100 * shares[1],
            step == 1 ? "all" : "every " + step + "th",
            points.count());
    return ClusterFigures.projection(
        "State vectors, " + result().name(),
        shown,
        states(),
        details.clusterings().get(which).clusters(),
        how);
  }

  /** The largest clusters, in the order of their states. */
  private List<StateAnalysis.Cluster> shown() {
    List<String> order = details.machine().states();
    return result().map().stream()
        .sorted(Comparator.comparingLong(StateAnalysis.Cluster::vectors).reversed())
        .limit(ROWS)
        .sorted(
            Comparator.comparingInt((StateAnalysis.Cluster c) -> order.indexOf(c.state()))
                .thenComparingInt(StateAnalysis.Cluster::cluster))
        .toList();
  }

  private String caption(String caption) {
    int all = result().map().size();
    return all <= ROWS ? caption : caption + " The " + ROWS + " largest of " + all + " clusters.";
  }

  private static String name(int cluster) {
    return cluster < 0 ? "noise" : "c" + cluster;
  }

  private Figure confusion() {
    List<StateAnalysis.Cluster> shown = shown();
    int n = states().size();
    Map<Integer, long[]> counts = new LinkedHashMap<>();
    var labels = details.clusterings().get(which).labels();
    for (int i = 0; i < labels.size(); i++) {
      counts.computeIfAbsent(labels.at(i), _ -> new long[n])[details.states().at(i)]++;
    }
    Cells shares =
        Cells.of(
            shown.size(),
            n,
            (row, column) ->
                Objects.requireNonNull(counts.get(shown.get(row).cluster()))[column]
                    / (double) shown.get(row).vectors());
    Figure figure =
        ClusterFigures.confusion(
            "Clusters and states, " + result().name(),
            shown.stream().map(c -> name(c.cluster())).toList(),
            states(),
            shares);
    return figure.caption(caption(figure.caption()));
  }

  private Figure ambiguity() {
    List<ClusterFigures.Bar> bars =
        shown().stream()
            .map(
                c ->
                    new ClusterFigures.Bar(
                        name(c.cluster()), c.vectors(), c.ambiguity(), Printable.of(c.state(), 20)))
            .toList();
    Figure figure =
        ClusterFigures.ambiguity(
            "Ambiguity of clusters, " + result().name(),
            bars,
            result().ambiguity(),
            result().weighted());
    return figure.caption(caption(figure.caption()));
  }
}
