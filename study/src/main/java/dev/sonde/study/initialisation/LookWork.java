package dev.sonde.study.initialisation;

import dev.sonde.analysis.groups.TensorDistances;
import dev.sonde.analysis.scan.BinCounts;
import dev.sonde.analysis.scan.Bins;
import dev.sonde.analysis.weights.Summary;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.figure.table.Table;
import dev.sonde.network.model.Network;
import dev.sonde.network.torch.Array;
import dev.sonde.settings.SettingsCodec;
import dev.sonde.study.images.ImageData;
import dev.sonde.study.images.ImageTraining;
import dev.sonde.study.images.OpenedImages;
import dev.sonde.study.trial.Trial;
import dev.sonde.study.trial.TrialInterrupted;
import dev.sonde.study.trial.Work;
import dev.sonde.study.trial.Workplace;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks into a trained network, before and after: the tables {@code parameters}, {@code
 * parameter_distances}, {@code parameter_bins}, {@code features} and {@code feature_bins}.
 */
final class LookWork implements Work {
  static final String KIND = "initialisation/look";
  static final String BEFORE = "init";
  static final String AFTER = "last";
  static final List<String> WHEN = List.of(BEFORE, AFTER);

  private static final int BINS = 512;
  private static final int DISTANCE_BINS = 100;

  private final OpenedImages images;

  LookWork(OpenedImages images) {
    this.images = images;
  }

  /**
   * The trial that looks into a network.
   *
   * @param shown inputs of each kind
   */
  static Trial trial(Trial network, TrainingPlan plan, int shown, long seed) {
    Map<String, String> settings =
        new TreeMap<>(SettingsCodec.of(ImageData.Choice.class).write(plan.data()));
    settings.put("data_digest", plan.dataDigest());
    settings.put("network", network.key());
    settings.put("epochs_trained", String.valueOf(plan.epochs()));
    settings.put("shown", String.valueOf(shown));
    settings.put("seed", String.valueOf(seed));
    return Trial.of(KIND, settings);
  }

  @Override
  public void run(Trial trial, Workplace place) {
    ImageData data = images.of(trial);
    var kept = place.store().run(trial.text("network"));
    Checkpoint before = kept.checkpoint(ImageTraining.epoch(0));
    Checkpoint after = kept.checkpoint(ImageTraining.epoch(trial.integer("epochs_trained")));
    parameters(before, after, place);
    var model = TrainingPlan.model(data.train().shape(), data.train().classes().size());
    try (var first = Network.load(model, before);
        var last = Network.load(model, after)) {
      new Features(data, List.of(first, last), trial.integer("shown"), trial.whole("seed"), place)
          .look();
    }
  }

  private static void parameters(Checkpoint before, Checkpoint after, Workplace place) {
    Table.Builder parameters =
        Table.named("parameters")
            .text("at", "parameter")
            .integer("n")
            .real("mean", "std", "skewness", "kurtosis", "min", "max");
    Table.Builder distances =
        Table.named("parameter_distances")
            .text("parameter")
            .real("js", "wasserstein", "wasserstein_std", "ks");
    Table.Builder bins =
        Table.named("parameter_bins").text("at", "parameter").real("low", "width").integer("n");
    for (Tensor a : before.tensors()) {
      Tensor b = after.tensor(a.address());
      TensorDistances d = TensorDistances.of(a, b, DISTANCE_BINS);
      distances.row(
          a.address(),
          d.jensenShannon(),
          d.wasserstein(),
          d.wassersteinStd(),
          d.kolmogorovSmirnov());
      Summary first = summary(parameters, BEFORE, a);
      Summary second = summary(parameters, AFTER, b);
      Bins range =
          Bins.over(Math.min(first.min(), second.min()), Math.max(first.max(), second.max()), BINS);
      if (!(range.width() > 0)) continue;
      List<BinCounts> counted = range.count(List.of(a, b), 1);
      bins(bins, List.of(BEFORE, a.address()), range, counted.get(0).counts());
      bins(bins, List.of(AFTER, a.address()), range, counted.get(1).counts());
    }
    place.add(parameters.build());
    place.add(distances.build());
    place.add(bins.build());
  }

  private static Summary summary(Table.Builder parameters, String at, Tensor tensor) {
    Summary s = Summary.of(tensor, new Summary.Settings(0, 2, 1));
    parameters.row(
        at,
        tensor.address(),
        s.count(),
        s.mean(),
        s.std(),
        s.skewness(),
        s.kurtosis(),
        s.min(),
        s.max());
    return s;
  }

  /** Only bins that hold something. */
  private static void bins(Table.Builder table, List<Object> of, Bins range, long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) continue;
      List<Object> row = new ArrayList<>(of);
      row.add(range.low() + i * range.width());
      row.add(range.width());
      row.add(counts[i]);
      table.row(row);
    }
  }

  /** Features of the network before and after training. */
  private record Features(
      ImageData data, List<Network<Array, Array>> networks, int shown, long seed, Workplace place) {
    void look() {
      List<Map<InputKind, Map<String, SiteFeatures>>> all = new ArrayList<>();
      Map<String, List<SiteFeatures>> bySite = new TreeMap<>();
      double[] done = {0};
      for (Network<Array, Array> network : networks) {
        Map<InputKind, Map<String, SiteFeatures>> byKind = new EnumMap<>(InputKind.class);
        for (InputKind kind : InputKind.values()) {
          InputKind.Inputs inputs = kind.inputs(data, shown, seed);
          int count = kind.count(data, shown);
          byKind.put(kind, SiteFeatures.of(network, inputs, count, () -> step(done)));
        }
        byKind
            .values()
            .forEach(
                sites ->
                    sites.forEach(
                        (site, f) -> bySite.computeIfAbsent(site, _ -> new ArrayList<>()).add(f)));
        all.add(byKind);
      }
      Map<String, Bins> ranges = new TreeMap<>();
      bySite.forEach((site, features) -> ranges.put(site, range(features)));
      for (int i = 0; i < networks.size(); i++) {
        for (InputKind kind : InputKind.values()) {
          SiteFeatures.count(
              all.get(i).getOrDefault(kind, Map.of()),
              networks.get(i),
              kind.inputs(data, shown, seed),
              kind.count(data, shown),
              ranges,
              () -> step(done));
        }
      }
      tables(all, ranges);
    }

    /** Over what the site gave for all inputs in all networks. */
    private static Bins range(List<SiteFeatures> site) {
      double min = site.stream().mapToDouble(SiteFeatures::min).min().orElseThrow();
      double max = site.stream().mapToDouble(SiteFeatures::max).max().orElseThrow();
      return Bins.over(min, max, BINS);
    }

    private void step(double[] done) {
      if (place.interrupted()) throw new TrialInterrupted();
      place.progress(Math.min(1, done[0]++ / (4.0 * InputKind.values().length * shown / 100)));
    }

    private void tables(
        List<Map<InputKind, Map<String, SiteFeatures>>> all, Map<String, Bins> ranges) {
      Table.Builder features =
          Table.named("features")
              .text("at", "input", "site")
              .integer("inputs", "n")
              .real("mean", "std", "skewness", "kurtosis", "min", "max")
              .integer("zeros", "not_finite", "units", "dead");
      Table.Builder bins =
          Table.named("feature_bins").text("at", "input", "site").real("low", "width").integer("n");
      for (int i = 0; i < all.size(); i++) {
        String at = WHEN.get(i);
        all.get(i)
            .forEach(
                (kind, sites) ->
                    sites.forEach(
                        (site, f) -> {
                          features.row(
                              at,
                              kind,
                              site,
                              kind.count(data, shown),
                              f.moments().count(),
                              f.moments().mean(),
                              f.moments().std(),
                              f.moments().skewness(),
                              f.moments().kurtosis(),
                              f.min(),
                              f.max(),
                              f.zeros(),
                              f.notFinite(),
                              f.units(),
                              f.dead());
                          Bins range = ranges.get(site);
                          if (range != null) bins(bins, List.of(at, kind, site), range, f.bins());
                        }));
      }
      place.add(features.build());
      place.add(bins.build());
    }
  }
}
