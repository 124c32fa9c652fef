package dev.sonde.study.initialisation;

import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.Numbers;
import dev.sonde.figure.page.Block;
import dev.sonde.figure.page.Entry;
import dev.sonde.figure.page.Page.Section;
import dev.sonde.figure.table.Head;
import dev.sonde.figure.table.Table;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.RidgelineFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    List<String> weights = all.getFirst().weights();
    List<Head> columns = new ArrayList<>();
    columns.add(Head.text("initialiser"));
    weights.forEach(w -> columns.add(Head.real(layer(w), "standard deviation of " + w)));
    List<List<Entry>> rows = new ArrayList<>();
    for (InitialWeights start : settings.starts()) {
      List<Entry> row = new ArrayList<>();
      row.add(Entry.words(start.toString()));
      for (String w : weights) {
        row.add(
            Change.of(
                    of(start).stream().map(m -> m.parameter(LookWork.BEFORE, w, "std")).toList(),
                    of(start).stream().map(m -> m.parameter(LookWork.AFTER, w, "std")).toList())
                .means());
      }
      rows.add(row);
      if (published && !Published.weights(start).isEmpty()) {
        rows.add(published(start, weights));
      }
    }
    return Block.TableBlock.of("Standard deviations of weights", columns, rows);
  }

  private static List<Entry> published(InitialWeights start, List<String> weights) {
    List<Entry> row = new ArrayList<>();
    row.add(Entry.words("– published"));
    List<Published.Change> changes = Published.weights(start);
    for (String w : weights) {
      int at = Published.PARAMETERS.indexOf(w);
      row.add(
          at < 0
              ? Entry.words("–")
              : Entry.number(
                  changes.get(at).after(),
                  Numbers.of(changes.get(at).before())
                      + " → "
                      + Numbers.of(changes.get(at).after())));
    }
    return row;
  }

  /** {@code conv1} of {@code conv1.weight}. */
  private static String layer(String weight) {
    return weight.substring(0, weight.indexOf('.'));
  }

  private Block distances() {
    List<String> weights = all.getFirst().weights();
    List<Head> columns = new ArrayList<>();
    columns.add(Head.text("initialiser"));
    columns.add(Head.text("distance"));
    weights.forEach(w -> columns.add(Head.real(layer(w), "")));
    List<List<Entry>> rows = new ArrayList<>();
    List<String> figures = List.of("js", "wasserstein_std", "ks");
    List<String> names = List.of("Jensen–Shannon", "Wasserstein", "Kolmogorov–Smirnov");
    for (InitialWeights start : settings.starts()) {
      for (int f = 0; f < figures.size(); f++) {
        String figure = figures.get(f);
        List<Entry> row = new ArrayList<>();
        row.add(Entry.words(start.toString()));
        row.add(Entry.words(names.get(f)));
        for (String w : weights) {
          row.add(
              Entry.number(
                  of(start).stream()
                      .mapToDouble(m -> m.distance(w, figure))
                      .average()
                      .orElse(Double.NaN)));
        }
        rows.add(row);
      }
    }
    return Block.TableBlock.of("Distance from start to end, means over networks", columns, rows);
  }

  private Block shapes() {
    List<List<Entry>> rows = new ArrayList<>();
    for (Measured m : all) {
      Table p = m.parameters();
      for (int i = 0; i < p.rows().size(); i++) {
        List<Entry> row = new ArrayList<>();
        row.add(Entry.words(m.start().toString()));
        row.add(Entry.count(m.run()));
        row.add(Entry.words(p.text(i, "parameter")));
        row.add(Entry.words(p.text(i, "at")));
        row.add(Entry.count((long) p.number(i, "n")));
        for (String figure : List.of("mean", "std", "skewness", "kurtosis")) {
          double value = p.number(i, figure);
          row.add(Double.isNaN(value) ? Entry.words("–") : Entry.number(value));
        }
        rows.add(row);
      }
    }
    return Block.TableBlock.of(
        "All parameters of all networks; a dash where all values are equal",
        List.of(
            Head.text("initialiser"),
            Head.real("run", ""),
            Head.text("parameter"),
            Head.text("at"),
            Head.real("n", "numbers in it"),
            Head.real("mean", ""),
            Head.real("std", "population standard deviation"),
            Head.real("skewness", ""),
            Head.real("kurtosis", "excess kurtosis: 0 of a normal distribution")),
        rows);
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
