package dev.sonde.figure;

import dev.sonde.analysis.heatmap.MatrixImage;
import dev.sonde.analysis.heatmap.Settings;
import dev.sonde.analysis.weights.Histogram;
import dev.sonde.figure.groups.BetweenWithinFigure;
import dev.sonde.figure.groups.GroupDistributionFigure;
import dev.sonde.figure.groups.LayerDistances;
import dev.sonde.figure.groups.RunHistogram;
import dev.sonde.figure.weights.Distribution;
import dev.sonde.figure.weights.DistributionFigure;
import dev.sonde.figure.weights.HeatmapFigure;
import dev.sonde.figure.weights.RidgelineFigure;
import dev.sonde.tensor.Shape;
import dev.sonde.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** One figure per kind of result, from constructed numbers. */
final class ResultGallery {

  private static final int BINS = 4096;

  private ResultGallery() {}

  static Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("heatmap", heatmap("encoder.layers.0.attention.weight", 48, 96));
    figures.put("heatmap-gates", heatmap("decoder.rnn.weight_hh_l0", 64, 16));
    figures.put("heatmap-row", heatmap("encoder.norm.bias", 1, 64));
    figures.put("heatmap-aggregated", heatmap("decoder.out.weight", 2100, 300));
    figures.put("heatmap-wide", heatmap("word.projection", 50, 3000));
    figures.put("histogram", histogram(1, DistributionFigure.Heights.LINEAR));
    figures.put("histograms", histogram(4, DistributionFigure.Heights.LINEAR));
    figures.put("histograms-log", histogram(3, DistributionFigure.Heights.LOGARITHMIC));
    figures.put("ridgeline", ridgeline());
    figures.put("between-within", betweenWithin());
    figures.put("groups", groups());
    figures.put("group", group());
    return figures;
  }

  private static Figure heatmap(String address, int rows, int columns) {
    Random random = new Random(rows);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 0.05 * (1 + i / columns % 7));
    }
    values[values.length / 3] = 4;
    if (columns == 96) values[200] = Float.NaN;
    Shape shape = rows == 1 ? Shape.of(columns) : Shape.of(rows, columns);
    return HeatmapFigure.of(
        MatrixImage.of(Tensor.ofFloats(address, shape, values), Settings.defaults()));
  }

  static Histogram histogram(double low, double high, int n, DoubleSupplier values) {
    long[] counts = new long[BINS];
    for (int i = 0; i < n; i++) {
      double v = Math.clamp(values.getAsDouble(), low, high);
      counts[(int) Math.min(BINS - 1, (v - low) / (high - low) * BINS)]++;
    }
    return new Histogram(
        low, (high - low) / BINS, IntStream.range(0, BINS).mapToObj(i -> counts[i]).toList(), 0, 0);
  }

  private static Figure histogram(int n, DistributionFigure.Heights heights) {
    Random random = new Random(5);
    List<Distribution> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double std = 0.05 * (i + 1);
      double mean = 0.1 * i;
      all.add(
          new Distribution(
              "encoder.layers." + i + ".weight",
              histogram(
                  -6,
                  6,
                  20_000 * (i + 1),
                  () ->
                      mean + std * random.nextGaussian() * (random.nextInt(4000) == 0 ? 30 : 1))));
    }
    return DistributionFigure.of(
        n == 1 ? "encoder.layers.0.weight" : "Values of " + n + " tensors", all, heights);
  }

  private static Figure ridgeline() {
    Random random = new Random(6);
    List<Distribution> all = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      double std = 0.04 * (1 + i % 5);
      double mean = i % 7 == 3 ? 0.4 : 0;
      all.add(
          new Distribution(
              (i % 2 == 0 ? "a.pt: " : "b.pt: ")
                  + "layer"
                  + i / 4
                  + "."
                  + i % 4
                  + (i == 5 ? ".a_module_with_a_very_long_name.attention" : "")
                  + ".weight",
              histogram(-2, 2, 8000, () -> mean + std * random.nextGaussian())));
    }
    return RidgelineFigure.of("Values of 18 tensors", all, List.of("a.pt", "b.pt"), row -> row % 2);
  }

  private static Figure betweenWithin() {
    Random random = new Random(7);
    String[] names = {
      "decoder.attention.out.weight",
      "decoder.embedding.weight",
      "decoder.rnn/W_hf",
      "encoder.rnn/W_hi",
      "encoder.embedding.weight",
      "decoder.out.bias"
    };
    List<LayerDistances> layers = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      double shift = i < 3 ? 0.25 - 0.06 * i : 0;
      layers.add(
          new LayerDistances(
              names[i],
              List.of(
                  distances("guided", 10, 0.05, random), distances("baseline", 10, 0.05, random)),
              List.of(distances("guided – baseline", 25, 0.055 + shift, random)),
              i < 3 ? 0.0004 * (i + 1) : 0.2 + 0.1 * i,
              i < 3,
              i < 3 ? "differs" : "no difference found"));
    }
    return BetweenWithinFigure.of(
        "Where guided and baseline models differ",
        "Wasserstein distance (standard deviations)",
        layers);
  }

  private static LayerDistances.Distances distances(
      String label, int n, double mean, Random random) {
    List<Double> pairs = random.doubles(n, mean * 0.6, mean * 1.4).boxed().toList();
    return new LayerDistances.Distances(
        label, pairs, pairs.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
  }

  private static List<RunHistogram> runs(double shift, long seed) {
    Random random = new Random(seed);
    List<RunHistogram> runs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      boolean guided = i < 5;
      double std = (guided ? 0.1 : 0.1 + shift) * (0.95 + 0.1 * random.nextDouble());
      runs.add(
          new RunHistogram(
              guided ? "guided" : "baseline",
              "run-" + i + ".pt",
              histogram(-1, 1, 5000, () -> std * random.nextGaussian())));
    }
    return runs;
  }

  private static Figure group() {
    return GroupDistributionFigure.of(
        "decoder.embedding.weight", Map.of("decoder.embedding.weight", runs(0.04, 1)));
  }

  private static Figure groups() {
    Map<String, List<RunHistogram>> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) tensors.put("decoder.layer" + i + ".weight", runs(0.02 * i, i));
    return GroupDistributionFigure.of("The tensors that differ most", tensors);
  }
}
