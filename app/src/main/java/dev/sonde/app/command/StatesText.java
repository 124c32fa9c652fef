package dev.sonde.app.command;

import dev.sonde.app.output.TextTable;
import dev.sonde.file.Printable;
import dev.sonde.study.states.Published;
import dev.sonde.study.states.StateAnalysis;
import dev.sonde.study.states.StatesSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was found about states, to read. */
final class StatesText {

  private StatesText() {}

  static void summary(StatesSummary summary, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d networks, %d of them learned (accuracy of at least 0.8)%n%n",
        summary.networks(),
        summary.learned());
    rows(summary.clusterings()).print(out);
    if (!summary.unlearned().isEmpty()) {
      out.printf("%nThe %d that have not learned:%n%n", summary.networks() - summary.learned());
      rows(summary.unlearned()).print(out);
    }
    out.println();
    out.flush();
  }

  private static TextTable rows(List<StatesSummary.Row> rows) {
    TextTable table =
        new TextTable(
            List.of(
                "clustering",
                "median",
                "mean",
                "std",
                "zero",
                "clusters",
                "noise",
                "ρ with accuracy",
                "published mean",
                "zero",
                "clusters"));
    for (StatesSummary.Row row : rows) {
      Optional<Published> published = Published.of(row.clustering());
      Double rho = row.accuracyCorrelation();
      table.row(
          List.of(
              row.clustering(),
              row.medianWeighted(),
              row.meanWeighted(),
              row.deviation(),
              row.zero(),
              row.medianClusters(),
              row.meanNoise(),
              rho == null ? Double.NaN : rho,
              published.map(Published::weighted).orElse(Double.NaN),
              published.map(Published::zero).orElse(Double.NaN),
              published.map(p -> (double) p.clusters()).orElse(Double.NaN)));
    }
    return table;
  }

  static void analysis(StateAnalysis a, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "accuracy %.4f (every prefix of words of length 16 to 30), last output %.4f%s%n",
        a.accuracy(),
        a.lastOutput(),
        a.learned() ? "" : ": has not learned");
    out.printf(
        Locale.ROOT,
        "%d vectors of %d dimensions after %d words; %d of %d states occur; outputs %s%n%n",
        a.vectors(),
        a.dimensions(),
        a.words(),
        a.observed(),
        a.states(),
        Printable.of(String.join(", ", a.outputs())));
    TextTable table =
        new TextTable(
            List.of(
                "clustering",
                "clusters",
                "ambiguity",
                "weighted",
                "max",
                "homogeneity",
                "completeness",
                "nmi",
                "noise",
                "matched"));
    for (StateAnalysis.Result r : a.clusterings()) {
      table.row(
          List.of(
              r.name(),
              r.clusters(),
              r.ambiguity(),
              r.weighted(),
              r.max(),
              r.homogeneity(),
              r.completeness(),
              r.nmi(),
              r.noise(),
              r.matched()));
    }
    table.print(out);
    out.flush();
  }
}
