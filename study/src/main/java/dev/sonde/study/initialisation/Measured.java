package dev.sonde.study.initialisation;

import dev.sonde.figure.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What was found in one network of one initialiser. */
record Measured(
    InitialWeights start,
    int run,
    Table training,
    Table parameters,
    Table distances,
    Table parameterBins,
    Table features,
    Table featureBins) {
  static Measured of(InitialisationResults results, InitialWeights start, int run) {
    var trained = results.plan().network(start, run);
    var looked = results.plan().look(start, run);
    return new Measured(
        start,
        run,
        results.found().table(trained, "training"),
        results.found().table(looked, "parameters"),
        results.found().table(looked, "parameter_distances"),
        results.found().table(looked, "parameter_bins"),
        results.found().table(looked, "features"),
        results.found().table(looked, "feature_bins"));
  }

  /** Sites in the order of computation. */
  List<String> sites() {
    return distinct(features, "site");
  }

  /** Weights, not biases, in the order of computation. */
  List<String> weights() {
    return distinct(parameters, "parameter").stream().filter(p -> p.endsWith(".weight")).toList();
  }

  private static List<String> distinct(Table table, String column) {
    Set<String> all = new LinkedHashSet<>();
    for (int i = 0; i < table.rows().size(); i++) all.add(table.text(i, column));
    return List.copyOf(all);
  }

  /** A figure of a parameter; NaN if it is not there. */
  double parameter(String at, String parameter, String figure) {
    return find(parameters, figure, List.of("at", "parameter"), List.of(at, parameter));
  }

  /** A distance of a parameter from its start. */
  double distance(String parameter, String figure) {
    return find(distances, figure, List.of("parameter"), List.of(parameter));
  }

  /** A figure of a site. */
  double feature(String at, InputKind input, String site, String figure) {
    return find(
        features, figure, List.of("at", "input", "site"), List.of(at, input.toString(), site));
  }

  private static double find(
      Table table, String figure, List<String> columns, List<String> wanted) {
    for (int i = 0; i < table.rows().size(); i++) {
      int row = i;
      boolean found =
          IntStream.range(0, columns.size())
              .allMatch(c -> table.text(row, columns.get(c)).equals(wanted.get(c)));
      if (found) return table.number(i, figure);
    }
    return Double.NaN;
  }

  /** A figure after every epoch, from the first. */
  List<Double> course(String figure) {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < training.rows().size(); i++) all.add(training.number(i, figure));
    return all;
  }

  /** A figure after the last epoch. */
  double end(String figure) {
    return training.number(training.rows().size() - 1, figure);
  }
}
