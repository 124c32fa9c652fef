package dev.sonde.study.zoo;

import java.util.Map;

/** R² on test networks of Unterthiner et al. 2020 (arXiv 2002.11448). */
final class Published {

  private static final Map<String, Double> R2 =
      Map.ofEntries(
          Map.entry("layers trees mnist", .9928),
          Map.entry("layers trees fashion-mnist", .9931),
          Map.entry("layers linear mnist", .9204),
          Map.entry("layers linear fashion-mnist", .8043),
          Map.entry("raw trees mnist", .9879),
          Map.entry("raw trees fashion-mnist", .9895),
          Map.entry("recipe trees mnist", .9177),
          Map.entry("recipe trees fashion-mnist", .9244),
          Map.entry("global trees mnist", .9530),
          Map.entry("global trees fashion-mnist", .9553));

  private Published() {}

  /** NaN where nothing was published. */
  static double r2(WeightFeatures features, Predictor predictor, String data) {
    String key = features + " " + predictor.name().toLowerCase(java.util.Locale.ROOT) + " " + data;
    return R2.getOrDefault(key, Double.NaN);
  }
}
