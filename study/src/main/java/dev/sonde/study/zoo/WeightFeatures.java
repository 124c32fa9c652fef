package dev.sonde.study.zoo;

import dev.sonde.analysis.weights.PowerLaw;
import dev.sonde.analysis.weights.Spectrum;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.numbers.Sample;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A network as numbers for a predictor, in several ways. */
enum WeightFeatures {
  /** Per kernel and bias mean, variance and the percentiles 0, 25, 50, 75, 100: 8 × 7. */
  LAYERS("layer statistics"),
  /** Every weight. */
  RAW("raw weights"),
  /** The seven statistics of all weights together. */
  GLOBAL("global statistics"),
  /** Per kernel log norms, stable rank, α of a power law and the distance from it: 4 × 5. */
  SPECTRA("spectra"),
  /** The settings of the training, and no weights. */
  RECIPE("settings");

  private static final List<String> STATISTICS =
      List.of("mean", "variance", "p0", "p25", "p50", "p75", "p100");

  private final String words;

  WeightFeatures(String words) {
    this.words = words;
  }

  /** As tables call it. */
  String words() {
    return words;
  }

  /** The features of a network; of the same length for all of one architecture. */
  double[] of(Checkpoint network, Recipe recipe) {
    List<Tensor> tensors = network.tensors();
    return switch (this) {
      case LAYERS -> joined(tensors.stream().map(t -> statistics(t.toDoubles())).toList());
      case RAW -> joined(tensors.stream().map(Tensor::toDoubles).toList());
      case GLOBAL -> statistics(joined(tensors.stream().map(Tensor::toDoubles).toList()));
      case SPECTRA ->
          joined(
              tensors.stream()
                  .filter(t -> t.shape().rank() > 1)
                  .map(WeightFeatures::spectrum)
                  .toList());
      case RECIPE -> recipe.features();
    };
  }

  /** Names of {@link #LAYERS}, in order. */
  static List<String> layerNames(Checkpoint network) {
    List<String> names = new ArrayList<>();
    for (Tensor tensor : network.tensors()) {
      for (String statistic : STATISTICS) names.add(tensor.address() + " " + statistic);
    }
    return names;
  }

  private static double[] joined(List<double[]> parts) {
    double[] all = new double[parts.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  static double[] statistics(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = 0;
    for (double v : values) variance += (v - mean) * (v - mean) / values.length;
    double[] all = new double[STATISTICS.size()];
    all[0] = mean;
    all[1] = variance;
    for (int q = 0; q <= 4; q++) all[2 + q] = Sample.quantile(sorted, q / 4.0);
    return all;
  }

  /** Linear between order statistics. */
  private static double[] spectrum(Tensor tensor) {
    Spectrum.Settings how = Spectrum.Settings.defaults();
    if (Spectrum.obstacle(tensor, how) != null) return new double[5];
    Spectrum s = Spectrum.of(tensor, how);
    PowerLaw law = s.powerLaw();
    return new double[] {
      Math.max(-30, s.logNorm()),
      Math.max(-30, s.logSpectralNorm()),
      s.stableRank(),
      law == null ? 0 : Math.min(law.alpha(), 50),
      law == null ? 0 : law.d()
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
