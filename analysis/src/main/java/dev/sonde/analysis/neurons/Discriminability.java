package dev.sonde.analysis.neurons;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.trees.Columns;
import dev.sonde.analysis.trees.ExtraTrees;
import dev.sonde.numbers.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How much each neuron helps to tell a class from all others: importances of {@linkplain ExtraTrees
 * extremely randomised trees}, one forest per class. Beside them stand the importances for the same
 * labels in another order: what is no higher there says nothing.
 *
 * @param classes one entry per class
 * @param neurons how many there are
 * @param trees of each forest
 * @param shuffles how often the labels were put in another order
 * @param seed of forests and orders
 */
public record Discriminability(
    List<ForClass> classes, int neurons, int trees, int shuffles, long seed) {

  public Discriminability {
    classes = List.copyOf(classes);
  }

  /**
   * One class against the rest.
   *
   * @param inputs how many inputs are of this class
   * @param importance per neuron; sums to 1, or 0 throughout if all or no inputs are of the class
   * @param shuffled per neuron, the mean over the shuffles
   * @param highestShuffled the greatest importance of any neuron in any shuffle
   * @param above how many neurons are more important than that
   */
  public record ForClass(
      int label,
      int inputs,
      List<Double> importance,
      List<Double> shuffled,
      double highestShuffled,
      int above) {
    public ForClass {
      importance = List.copyOf(importance);
      shuffled = List.copyOf(shuffled);
    }
  }

  /**
   * @param trees of each forest
   * @param shuffles orders of the labels for the baseline, at least 1
   * @param seed of forests and orders
   */
  public record Settings(int trees, int shuffles, long seed) {
    public Settings {
      if (trees < 1 || shuffles < 1) {
        throw new IllegalArgumentException(
            "trees and shuffles must be at least 1, not %d and %d".formatted(trees, shuffles));
      }
    }

    /** 100 trees, 3 shuffles, seed 0. */
    public static Settings defaults() {
      return new Settings(100, 3, 0);
    }
  }

  /**
   * @param activations [inputs × neurons]
   * @param labels one per input, 0 … classes−1
   */
  public static Discriminability of(
      Points activations, int[] labels, int classes, Settings settings, Workers workers) {
    Columns columns = Columns.of(activations);
    List<int[]> orders = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(settings.seed);
    for (int s = 0; s < settings.shuffles; s++) {
      orders.add(shuffled(labels, random));
    }
    List<ForClass> found = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      List<Double> own = importance(columns, labels, c, 0, settings, workers);
      double[] baseline = new double[own.size()];
      double highest = 0;
      for (int s = 0; s < settings.shuffles; s++) {
        List<Double> other = importance(columns, orders.get(s), c, s + 1, settings, workers);
        for (int k = 0; k < baseline.length; k++) {
          baseline[k] += other.get(k) / settings.shuffles;
          highest = Math.max(highest, other.get(k));
        }
      }
      double limit = highest;
      int label = c;
      found.add(
          new ForClass(
              c,
              (int) Arrays.stream(labels).filter(l -> l == label).count(),
              own,
              Arrays.stream(baseline).boxed().toList(),
              highest,
              (int) own.stream().filter(v -> v > limit).count()));
    }
    return new Discriminability(
        found, columns.dimensions(), settings.trees, settings.shuffles, settings.seed);
  }

  private static List<Double> importance(
      Columns columns, int[] labels, int c, int order, Settings settings, Workers workers) {
    int[] one = Arrays.stream(labels).map(l -> l == c ? 1 : 0).toArray();
    long seed = (settings.seed * 1_000_003 + c) * 1_000_003 + order;
    var forest = new ExtraTrees.Settings(settings.trees, 0, seed);
    return ExtraTrees.of(columns, one, 2, forest, workers).importance();
  }

  private static int[] shuffled(int[] labels, SplittableRandom random) {
    int[] order = labels.clone();
    Shuffle.of(order, random);
    return order;
  }

  /** The class for which {@code neuron} is most important, the first of equals. */
  public int strongestClass(int neuron) {
    int best = 0;
    for (int c = 1; c < classes.size(); c++) {
      if (importance(c, neuron) > importance(best, neuron)) {
        best = c;
      }
    }
    return best;
  }

  /** Importance of {@code neuron} for the class at {@code index} of {@link #classes()}. */
  public double importance(int index, int neuron) {
    return classes.get(index).importance().get(neuron);
  }
}
