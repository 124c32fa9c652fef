package dev.sonde.study.zoo;

import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.Agreement;
import dev.sonde.checkpoint.Checkpoint;
import dev.sonde.network.layer.Seeds;
import dev.sonde.numbers.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The networks of one data set as features and accuracies; those that diverged are left out.
 *
 * @param accuracy one per network
 * @param features [networks × features] by kind
 * @param names of the layer statistics
 * @param diverged how many were left out
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Zoo(
    String data,
    double[] accuracy,
    List<Recipe> recipes,
    Map<WeightFeatures, double[][]> features,
    List<String> names,
    int diverged) {

  /** A trained network. */
  record Trained(Recipe recipe, double accuracy, Checkpoint weights) {}

  static Zoo of(String data, List<Trained> all, int diverged) {
    Map<WeightFeatures, double[][]> features = new EnumMap<>(WeightFeatures.class);
    for (WeightFeatures kind : WeightFeatures.values()) {
      features.put(
          kind, all.stream().map(t -> kind.of(t.weights(), t.recipe())).toArray(double[][]::new));
    }
    return new Zoo(
        data,
        all.stream().mapToDouble(Trained::accuracy).toArray(),
        all.stream().map(Trained::recipe).toList(),
        features,
        WeightFeatures.layerNames(all.getFirst().weights()),
        diverged);
  }

  int size() {
    return accuracy.length;
  }

  double[][] rows(WeightFeatures kind) {
    double[][] rows = features.get(kind);
    if (rows == null) throw new IllegalStateException(kind + " were not taken");
    return rows;
  }

  /** Each network's part, 0 … folds−1, by lot and equally large. */
  int[] folds(int folds, long seed) {
    int[] parts = new int[size()];
    int[] order = shuffled(seed);
    for (int i = 0; i < order.length; i++) parts[order[i]] = i % folds;
    return parts;
  }

  /** Each network's optimiser as its part: predicted are those with one that no other had. */
  int[] byOptimiser() {
    List<Recipe.By> all = List.of(Recipe.By.values());
    return recipes.stream().mapToInt(recipe -> all.indexOf(recipe.optimiser())).toArray();
  }

  /** The accuracies, dealt out to other networks. */
  double[] shuffledAccuracy(long seed) {
    int[] order = shuffled(Seeds.mix(seed, "accuracies"));
    return Arrays.stream(order).mapToDouble(i -> accuracy[i]).toArray();
  }

  private int[] shuffled(long seed) {
    return Shuffle.order(size(), new SplittableRandom(Seeds.mix(seed, data)));
  }

  /** Predicts every network from those of the other parts. */
  double[] predicted(
      WeightFeatures kind, Predictor predictor, double[] targets, int[] parts, Workers workers) {
    double[] predicted = new double[size()];
    int[] each = Arrays.stream(parts).distinct().sorted().toArray();
    workers.each(each.length, p -> predict(kind, predictor, targets, parts, each[p], predicted));
    return predicted;
  }

  private void predict(
      WeightFeatures kind,
      Predictor predictor,
      double[] targets,
      int[] parts,
      int part,
      double[] to) {
    List<double[]> known = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    double[][] rows = rows(kind);
    for (int i = 0; i < rows.length; i++) {
      if (parts[i] == part) continue;
      known.add(rows[i]);
      theirs.add(targets[i]);
    }
    double[] values = theirs.stream().mapToDouble(Double::doubleValue).toArray();
    ToDoubleFunction<double[]> learnt =
        predictor.learn(known.toArray(double[][]::new), values, part);
    for (int i = 0; i < rows.length; i++) {
      if (parts[i] == part) to[i] = learnt.applyAsDouble(rows[i]);
    }
  }

  /** Learns on all of these networks and predicts those of another data set. */
  Agreement transfer(Zoo other, WeightFeatures kind, Predictor predictor) {
    ToDoubleFunction<double[]> learnt = predictor.learn(rows(kind), accuracy, 1);
    double[] predicted = Arrays.stream(other.rows(kind)).mapToDouble(learnt).toArray();
    return Agreement.of(other.accuracy, predicted);
  }
}
