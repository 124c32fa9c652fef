package dev.sonde.study.initialisation;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Columns;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.RidgelineFigure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Weights before and after training. */
record ParameterSections(InitialisationSettings settings, List<Measured> all, boolean published) {
  Section section() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(
            "Standard deviations of the weights of each layer, before → after training; means over"
                + " networks (all networks one by one: below, folded)."));
    blocks.add(deviations());
    blocks.add(
        new Block.Words(
            """
            How far training moves the distribution of each layer's weights: the square root of \
            the Jensen–Shannon divergence over 100 shared bins (0 to 1), the Wasserstein distance \
            in standard deviations of both together, and Kolmogorov–Smirnov's largest difference \
            of the distribution functions.\
            """));
    blocks.add(distances());
    blocks.add(new Block.Folded("Means, skewness, kurtosis", List.of(shapes())));
    List<Block> pictures = new ArrayList<>();
    for (InitialWeights start : settings.starts()) {
      if (!start.random()) continue;
      pictures.add(new Block.Picture(ridges(of(start).getFirst())));
    }
    blocks.addAll(pictures.subList(0, Math.min(1, pictures.size())));
    if (pictures.size() > 1) {
      blocks.add(
          new Block.Folded(
              "The same for the other initialisers", pictures.subList(1, pictures.size())));
    }
    return new Section("Weights before and after", blocks);
  }

  private List<Measured> of(InitialWeights start) {
    return all.stream().filter(m -> m.start() == start).toList();
  }

  private Block deviations() {
    List<Deviations> rows = new ArrayList<>();
    for (InitialWeights start : settings.starts()) {
      rows.add(ours(start));
      if (published && !Published.weights(start).isEmpty()) rows.add(published(start));
    }
    Columns<Deviations> columns =
        Columns.<Deviations>empty().text("initialiser", Deviations::initialiser);
    for (String w : all.getFirst().weights()) {
      columns =
          columns
              .and(layer(w), layer(w), Head.Type.REAL, row -> row.after(w))
              .explained("standard deviation of " + w)
              .written(row -> row.words().get(w));
    }
    return Block.TableBlock.of("Standard deviations of weights", columns, rows);
  }

  /** By weight: its standard deviation after training, and both in words. */
  private record Deviations(
      String initialiser, Map<String, Double> values, Map<String, String> words) {
    @Nullable Double after(String weight) {
      return values.get(weight);
    }
  }

  private Deviations ours(InitialWeights start) {
    Map<String, Double> values = new HashMap<>();
    Map<String, String> words = new HashMap<>();
    for (String w : all.getFirst().weights()) {
      Change change =
          Change.of(
              of(start).stream().map(m -> m.parameter(LookWork.BEFORE, w, "std")).toList(),
              of(start).stream().map(m -> m.parameter(LookWork.AFTER, w, "std")).toList());
      values.put(w, change.after());
      words.put(w, change.means());
    }
    return new Deviations(start.toString(), values, words);
  }

  private static Deviations published(InitialWeights start) {
    Map<String, Double> values = new HashMap<>();
    Map<String, String> words = new HashMap<>();
    for (int i = 0; i < Published.PARAMETERS.size(); i++) {
      Published.Change change = Published.weights(start).get(i);
      values.put(Published.PARAMETERS.get(i), change.after());
      words.put(Published.PARAMETERS.get(i), change.words());
    }
    return new Deviations("– published", values, words);
  }

  /** {@code conv1} of {@code conv1.weight}. */
  private static String layer(String weight) {
    return weight.substring(0, weight.indexOf('.'));
  }

  private Block distances() {
    List<Moved> rows = new ArrayList<>();
    for (InitialWeights start : settings.starts()) {
      rows.add(new Moved(start, "js", "Jensen–Shannon"));
      rows.add(new Moved(start, "wasserstein_std", "Wasserstein"));
      rows.add(new Moved(start, "ks", "Kolmogorov–Smirnov"));
    }
    Columns<Moved> columns =
        Columns.<Moved>empty()
            .text("initialiser", row -> row.start().toString())
            .text("distance", Moved::distance);
    for (String w : all.getFirst().weights()) {
      columns =
          columns.real(
              layer(w),
              row ->
                  of(row.start()).stream()
                      .mapToDouble(m -> m.distance(w, row.figure()))
                      .average()
                      .orElse(Double.NaN));
    }
    return Block.TableBlock.of("Distance from start to end, means over networks", columns, rows);
  }

  private record Moved(InitialWeights start, String figure, String distance) {}

  private Block shapes() {
    List<Parameter> rows = new ArrayList<>();
    for (Measured m : all) {
      for (int i = 0; i < m.parameters().rows().size(); i++) rows.add(new Parameter(m, i));
    }
    return Block.TableBlock.of(
        "All parameters of all networks; a dash where all values are equal",
        Columns.<Parameter>empty()
            .text("initialiser", p -> p.network().start().toString())
            .integer("run", p -> p.network().run())
            .text("parameter", p -> p.text("parameter"))
            .text("at", p -> p.text("at"))
            .integer("n", p -> (long) p.number("n"))
            .explained("numbers in it")
            .real("mean", p -> p.number("mean"))
            .real("std", p -> p.number("std"))
            .explained("population standard deviation")
            .real("skewness", p -> p.number("skewness"))
            .real("kurtosis", p -> p.number("kurtosis"))
            .explained("excess kurtosis: 0 of a normal distribution"),
        rows);
  }

  /** A row of a network's table of parameters. */
  private record Parameter(Measured network, int row) {
    String text(String column) {
      return network.parameters().text(row, column);
    }

    double number(String column) {
      return network.parameters().number(row, column);
    }
  }

  /** One layer after the other, each before and after, over bins of its own layer's range. */
  private static dev.sonde.figure.Figure ridges(Measured m) {
    List<Distribution> distributions = new ArrayList<>();
    List<Integer> kinds = new ArrayList<>();
    Table bins = m.parameterBins();
    Map<String, List<Integer>> groups = Rebinned.groups(bins, List.of("parameter", "at"));
    List<Integer> all = new ArrayList<>();
    groups.forEach((key, rows) -> all.addAll(key.contains(".weight/") ? rows : List.of()));
    Rebinned over = Rebinned.over(bins, all);
    for (String weight : m.weights()) {
      for (String at : LookWork.WHEN) {
        Histogram h = over.histogram(bins, groups.getOrDefault(weight + "/" + at, List.of()));
        distributions.add(new Distribution(layer(weight) + " " + at, h));
        kinds.add(LookWork.WHEN.indexOf(at));
      }
    }
    return RidgelineFigure.of(
            "Weights, " + m.start() + ", run " + m.run(),
            distributions,
            List.of("before training", "after training"),
            kinds::get)
        .subtitle("Distribution of each layer's weights");
  }
}
