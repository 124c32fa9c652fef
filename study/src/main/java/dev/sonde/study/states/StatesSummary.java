package dev.sonde.study.states;

import dev.sonde.figure.table.Table;
import dev.sonde.numbers.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the networks of a study say together. Networks that have not learned (accuracy below 0.8)
 * are counted apart: their states need not be the machine's.
 *
 * @param networks all
 * @param learned how many of them have learned
 * @param clusterings over the networks that have learned
 * @param unlearned the same over the others; empty if there is none
 * @param cells weighted ambiguity by kind of cell, over the networks that have learned
 */
public record StatesSummary(
    int networks, int learned, List<Row> clusterings, List<Row> unlearned, List<CellRow> cells) {

  public StatesSummary {
    clusterings = List.copyOf(clusterings);
    unlearned = List.copyOf(unlearned);
    cells = List.copyOf(cells);
  }

  /** Less is zero: what is left of an entropy by rounding. */
  private static final double ZERO = 1e-9;

  /**
   * One clustering over networks.
   *
   * @param medianWeighted median weighted ambiguity
   * @param meanWeighted its mean
   * @param deviation its standard deviation over the networks
   * @param zero share of the networks in which every cluster belongs to one state
   * @param medianClusters median number of clusters
   * @param accuracyCorrelation Spearman's ρ of accuracy and weighted ambiguity over all networks,
   *     those that have not learned among them; null where one of the two does not vary
   */
  public record Row(
      String clustering,
      int networks,
      double medianWeighted,
      double meanWeighted,
      double deviation,
      double zero,
      double medianClusters,
      double meanNoise,
      @Nullable Double accuracyCorrelation) {}

  /** Mean weighted ambiguity of one clustering over the networks of one cell. */
  public record CellRow(
      String clustering, String cell, int networks, double meanWeighted, double zero) {}

  /** One network, for tables and figures. */
  public record Network(
      String name,
      String machine,
      String cell,
      int layers,
      int hidden,
      double accuracy,
      boolean learned,
      List<Measured> clusterings) {
    public Network {
      clusterings = List.copyOf(clusterings);
    }

    static Network of(Table network, Table clusterings) {
      List<@Nullable Object> row = network.rows().getFirst();
      List<Measured> measured = new ArrayList<>();
      for (List<@Nullable Object> c : clusterings.rows()) {
        measured.add(
            new Measured(
                text(clusterings, c, "clustering"),
                (int) number(clusterings, c, "clusters"),
                number(clusterings, c, "weighted"),
                number(clusterings, c, "noise")));
      }
      return new Network(
          text(network, row, "network"),
          text(network, row, "machine"),
          text(network, row, "cell"),
          (int) number(network, row, "layers"),
          (int) number(network, row, "hidden"),
          number(network, row, "accuracy"),
          Boolean.TRUE.equals(row.get(network.column("learned"))),
          measured);
    }

    private static String text(Table table, List<@Nullable Object> row, String column) {
      return String.valueOf(row.get(table.column(column)));
    }

    private static double number(Table table, List<@Nullable Object> row, String column) {
      return ((Number) Objects.requireNonNull(row.get(table.column(column)))).doubleValue();
    }
  }

  /** One clustering of one network. */
  public record Measured(String clustering, int clusters, double weighted, double noise) {}

  public static StatesSummary of(List<Network> all) {
    List<Network> learned = all.stream().filter(Network::learned).toList();
    List<Network> others = all.stream().filter(n -> !n.learned()).toList();
    return new StatesSummary(
        all.size(), learned.size(), rows(learned, all), rows(others, List.of()), cells(learned));
  }

  /** A clustering beside the network that it was found in. */
  private record Pair(Network network, Measured measured) {}

  private static Map<String, List<Pair>> byClustering(List<Network> networks) {
    Map<String, List<Pair>> by = new LinkedHashMap<>();
    for (Network network : networks) {
      for (Measured m : network.clusterings()) {
        by.computeIfAbsent(m.clustering(), _ -> new ArrayList<>()).add(new Pair(network, m));
      }
    }
    return by;
  }

  private static List<Row> rows(List<Network> networks, List<Network> all) {
    Map<String, List<Pair>> everything = byClustering(all);
    List<Row> rows = new ArrayList<>();
    byClustering(networks)
        .forEach(
            (name, pairs) -> {
              double[] weighted = values(pairs, m -> m.weighted());
              rows.add(
                  new Row(
                      name,
                      pairs.size(),
                      Sample.median(weighted),
                      mean(weighted),
                      deviation(weighted),
                      zeroShare(weighted),
                      Sample.median(values(pairs, Measured::clusters)),
                      mean(values(pairs, Measured::noise)),
                      correlation(everything.getOrDefault(name, List.of()))));
            });
    return rows;
  }

  private static List<CellRow> cells(List<Network> learned) {
    List<CellRow> rows = new ArrayList<>();
    byClustering(learned)
        .forEach(
            (name, pairs) -> {
              TreeSet<String> cells = new TreeSet<>();
              for (Pair pair : pairs) cells.add(pair.network().cell());
              for (String cell : cells) {
                List<Pair> some =
                    pairs.stream().filter(p -> p.network().cell().equals(cell)).toList();
                double[] weighted = values(some, m -> m.weighted());
                rows.add(new CellRow(name, cell, some.size(), mean(weighted), zeroShare(weighted)));
              }
            });
    return rows;
  }

  private static double[] values(List<Pair> pairs, ToDoubleFunction<Measured> of) {
    return pairs.stream().mapToDouble(p -> of.applyAsDouble(p.measured())).toArray();
  }

  private static double zeroShare(double[] values) {
    return Arrays.stream(values).filter(v -> v < ZERO).count() / (double) values.length;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double deviation(double[] values) {
    if (values.length < 2) return 0;
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
  }

  private static @Nullable Double correlation(List<Pair> pairs) {
    double[] accuracy = ranks(pairs.stream().mapToDouble(p -> p.network().accuracy()).toArray());
    double[] weighted = ranks(values(pairs, Measured::weighted));
    double a = deviation(accuracy);
    double w = deviation(weighted);
    if (pairs.size() < 3 || a == 0 || w == 0) return null;
    double sum = 0;
    double meanA = mean(accuracy);
    double meanW = mean(weighted);
    for (int i = 0; i < accuracy.length; i++) sum += (accuracy[i] - meanA) * (weighted[i] - meanW);
    return sum / (accuracy.length - 1) / a / w;
  }

  /** Ranks from 1, equal values sharing their mean rank. */
  static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int less = 0;
      int equal = 0;
      for (double other : values) {
        less += other < values[i] ? 1 : 0;
        equal += other == values[i] ? 1 : 0;
      }
      ranks[i] = less + (equal + 1) / 2.0;
    }
    return ranks;
  }
}
