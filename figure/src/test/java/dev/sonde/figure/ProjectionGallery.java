package dev.sonde.figure;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.neurons.Discriminability;
import dev.sonde.analysis.neurons.NeuronMap;
import dev.sonde.analysis.similarity.Cka;
import dev.sonde.analysis.trails.Bundling;
import dev.sonde.analysis.trails.Trail;
import dev.sonde.figure.projection.NeuronFigures;
import dev.sonde.figure.projection.ProjectionFigure;
import dev.sonde.figure.projection.Scatter;
import dev.sonde.figure.projection.ShepardFigure;
import dev.sonde.figure.projection.TrailFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Figures of hidden activity, from constructed numbers. */
public final class ProjectionGallery {
  private static final int N = 600;
  private static final List<String> CLASSES =
      List.of(
          "T-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  private ProjectionGallery() {}

  static Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    List<Scatter> layers = new ArrayList<>();
    for (int layer = 0; layer < 4; layer++) {
      layers.add(
          Scatter.of("fc" + (layer + 1), layer(layer))
              .labels(labels())
              .predicted(predicted())
              .note("NH " + Numbers.of(.5 + .12 * layer)));
    }
    figures.put(
        "projection", ProjectionFigure.of("fc4, t-SNE", layers.get(3), CLASSES, "Perplexity 30."));
    figures.put(
        "projection-plain",
        ProjectionFigure.of("Vectors", Scatter.of("", layer(2)), List.of(), "PCA."));
    figures.put(
        "projection-line",
        ProjectionFigure.of("One dimension", Scatter.of("", line()).labels(labels()), CLASSES, ""));
    figures.put("layers", ProjectionFigure.thumbnails("Layers", layers, CLASSES, 4, "t-SNE."));
    List<Trail> trails = Trail.of(layers.stream().map(Scatter::at).toList());
    figures.put(
        "trails",
        TrailFigure.of(
            "From fc1 to fc4",
            List.of(
                new TrailFigure.Shown("as they are", trails),
                new TrailFigure.Shown(
                    "bundled", Bundling.of(trails, Bundling.Settings.defaults()))),
            labels(),
            CLASSES,
            "fc1",
            "fc4",
            "Joint t-SNE of 600 inputs."));
    figures.put("neuron-map", neuronMap());
    figures.put("importances", importances());
    figures.put("cka", cka(9));
    figures.put("cka-many", cka(30));
    figures.put(
        "shepard", ShepardFigure.of("Distances before and after", layer(3), layer(2), 5000));
    return figures;
  }

  public static List<Integer> labels() {
    return IntStream.range(0, N).mapToObj(i -> i % 10).toList();
  }

  public static List<Integer> predicted() {
    return IntStream.range(0, N).mapToObj(i -> i % 23 == 0 ? (i + 4) % 10 : i % 10).toList();
  }

  public static Points layer(int layer) {
    Random random = new Random(8);
    double[][] rows = new double[N][2];
    for (int i = 0; i < N; i++) {
      double angle = 2 * Math.PI * (i % 10) / 10 + .3 * layer;
      double far = 4 + 6 * layer;
      rows[i][0] = far * Math.cos(angle) + (4 - .5 * layer) * random.nextGaussian();
      rows[i][1] = far * Math.sin(angle) + (4 - .5 * layer) * random.nextGaussian();
    }
    return Points.of(rows);
  }

  private static Points line() {
    float[] values = new float[N];
    for (int i = 0; i < N; i++) values[i] = layer(3).at(i, 0);
    return Points.of(values, N, 1);
  }

  private static Figure neuronMap() {
    Random random = new Random(9);
    List<NeuronMap.Neuron> neurons = new ArrayList<>();
    for (int k = 0; k < 400; k++) {
      double angle = 2 * Math.PI * (k % 10) / 10;
      double opacity = NeuronMap.FAINTEST + (1 - NeuronMap.FAINTEST) * random.nextDouble();
      neurons.add(
          new NeuronMap.Neuron(
              k,
              Math.cos(angle) + .2 * random.nextGaussian(),
              Math.sin(angle) + .2 * random.nextGaussian(),
              k % 10,
              opacity * .02,
              opacity));
    }
    NeuronMap map = new NeuronMap(neurons, 7, 10);
    return NeuronFigures.map(
        "Discriminative neurons of fc4",
        List.of(
            new NeuronFigures.Shown("before training", map),
            new NeuronFigures.Shown("after 100 epochs", map)),
        CLASSES,
        "t-SNE of 1 − |r|.");
  }

  private static Figure importances() {
    List<Discriminability.ForClass> classes = new ArrayList<>();
    for (int c = 0; c < 10; c++) {
      Random random = new Random(c);
      List<Double> own = random.doubles(64).map(v -> v * v * v * .09).boxed().toList();
      List<Double> shuffled = random.doubles(64, .012, .02).boxed().toList();
      int above = (int) own.stream().filter(v -> v > .024).count();
      classes.add(new Discriminability.ForClass(c, 60, own, shuffled, .024, above));
    }
    return NeuronFigures.importances(
        "Which neurons tell classes apart: fc4",
        new Discriminability(classes, 64, 100, 3, 0),
        CLASSES,
        24);
  }

  private static Figure cka(int n) {
    List<List<Double>> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      List<Double> row = new ArrayList<>();
      for (int b = 0; b < n; b++) row.add(Math.exp(-Math.abs(a - b) / 6.0));
      values.add(row);
      names.add("fc" + (a % 4 + 1) + ", epoch " + 10 * (a / 4));
    }
    return NeuronFigures.similarity("How alike layers are", new Cka(values, 2000), names);
  }
}
