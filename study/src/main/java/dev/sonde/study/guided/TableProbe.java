package dev.sonde.study.guided;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.LogisticRegression;
import dev.sonde.figure.table.Table;
import dev.sonde.network.layer.Seeds;
import dev.sonde.numbers.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Can a linear classifier tell from the hidden state at a step which table is applied first, or
 * second? Logistic regression on standardised units, five folds in which each table has its share,
 * scaling learnt on the training folds; beside it the same with shuffled labels, and the share of
 * the most frequent table.
 *
 * <p>Functional groups: units are switched on one after the other, those with the largest
 * coefficients first, until the probe reaches 95 % of its full accuracy; how many that takes says
 * how widely the table is spread over units.
 */
final class TableProbe {

  private static final int FOLDS = 5;
  private static final double ENOUGH = 0.95;

  /** Strong enough that the probe does not learn single examples by heart. */
  private static final LogisticRegression.Settings SETTINGS =
      new LogisticRegression.Settings(0.1, 1e-4, 300);

  private TableProbe() {}

  static Table.Builder table() {
    return Table.named("probes")
        .text("cell", "model")
        .integer("run")
        .text("split", "layer")
        .integer("step", "table_place", "n", "units")
        .real("accuracy", "shuffled", "most_frequent", "units_needed");
  }

  /**
   * Adds one probe.
   *
   * @param place which table is asked for: 0 the first, 1 the second
   */
  static void add(
      Table.Builder into,
      List<Object> who,
      Split split,
      States states,
      String layer,
      int step,
      int place,
      long seed) {
    float[][] h = states.at(layer, step, "h");
    int[] labels =
        states.examples().stream().mapToInt(e -> e.tables().get(place).charAt(1) - '1').toArray();
    Probe right = probe(h, labels, seed);
    int[] shuffled = labels.clone();
    Shuffle.of(shuffled, new SplittableRandom(Seeds.mix(seed, "control")));
    Probe control = probe(h, shuffled, seed);
    List<Object> row = new ArrayList<>(who);
    row.addAll(List.of(split, layer, step + 1, place + 1, h.length, h[0].length));
    row.addAll(List.of(right.accuracy, control.accuracy, mostFrequent(labels), right.unitsNeeded));
    into.row(row);
  }

  private record Probe(double accuracy, double unitsNeeded) {}

  private static Probe probe(float[][] h, int[] labels, long seed) {
    int[] fold = folds(labels, seed);
    int right = 0;
    double needed = 0;
    try (Workers workers = Workers.of(1)) {
      for (int f = 0; f < FOLDS; f++) {
        int[] train = where(fold, f, false);
        int[] test = where(fold, f, true);
        Standard standard = Standard.of(h, train);
        Points learnt = standard.points(h, train);
        LogisticRegression model =
            LogisticRegression.of(
                learnt, pick(labels, train), Vocabulary.STRINGS, SETTINGS, workers);
        int[] found = growing(model, standard.points(h, test), pick(labels, test));
        right += found[found.length - 1];
        needed += needed(found);
      }
    }
    return new Probe(right / (double) labels.length, needed / FOLDS);
  }

  /** How many test points are right with no unit, one, two, … all, the strongest first. */
  private static int[] growing(LogisticRegression model, Points test, int[] labels) {
    int units = test.dimensions();
    Integer[] order = new Integer[units];
    double[] strength = new double[units];
    for (int u = 0; u < units; u++) {
      order[u] = u;
      for (int c = 0; c < model.classes(); c++) strength[u] += Math.abs(model.weight(c, u));
    }
    Arrays.sort(order, (a, b) -> Double.compare(strength[b], strength[a]));
    double[][] scores = new double[test.count()][model.classes()];
    for (double[] score : scores) Arrays.setAll(score, model::bias);
    int[] right = new int[units + 1];
    right[0] = right(scores, labels);
    for (int k = 0; k < units; k++) {
      int unit = order[k];
      for (int i = 0; i < scores.length; i++) {
        float value = test.at(i, unit);
        for (int c = 0; c < model.classes(); c++) scores[i][c] += value * model.weight(c, unit);
      }
      right[k + 1] = right(scores, labels);
    }
    return right;
  }

  private static int right(double[][] scores, int[] labels) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      int best = 0;
      for (int c = 1; c < scores[i].length; c++) if (scores[i][c] > scores[i][best]) best = c;
      if (best == labels[i]) right++;
    }
    return right;
  }

  private static int needed(int[] right) {
    double enough = ENOUGH * right[right.length - 1];
    int units = 0;
    while (right[units] < enough) units++;
    return units;
  }

  /** Folds in which every label has its share. */
  private static int[] folds(int[] labels, long seed) {
    TreeMap<Integer, List<Integer>> byLabel = new TreeMap<>();
    for (int i = 0; i < labels.length; i++) {
      byLabel.computeIfAbsent(labels[i], _ -> new ArrayList<>()).add(i);
    }
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, "folds"));
    int[] fold = new int[labels.length];
    int next = 0;
    for (List<Integer> same : byLabel.values()) {
      Shuffle.of(same, random);
      for (int i : same) fold[i] = next++ % FOLDS;
    }
    return fold;
  }

  private static int[] where(int[] fold, int f, boolean in) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < fold.length; i++) if ((fold[i] == f) == in) found.add(i);
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] pick(int[] values, int[] at) {
    return Arrays.stream(at).map(i -> values[i]).toArray();
  }

  private static double mostFrequent(int[] labels) {
    int[] counts = new int[Vocabulary.STRINGS];
    for (int label : labels) counts[label]++;
    return Arrays.stream(counts).max().orElse(0) / (double) labels.length;
  }

  /** Units scaled to mean 0 and variance 1 over the training rows; constant ones stay at 0. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Standard(double[] mean, double[] scale) {
    static Standard of(float[][] rows, int[] train) {
      int units = rows[0].length;
      double[] mean = new double[units];
      double[] scale = new double[units];
      for (int i : train) for (int u = 0; u < units; u++) mean[u] += rows[i][u];
      for (int u = 0; u < units; u++) mean[u] /= train.length;
      for (int i : train) {
        for (int u = 0; u < units; u++) {
          double apart = rows[i][u] - mean[u];
          scale[u] += apart * apart;
        }
      }
      for (int u = 0; u < units; u++) {
        double deviation = Math.sqrt(scale[u] / train.length);
        scale[u] = deviation > 1e-7 ? 1 / deviation : 0;
      }
      return new Standard(mean, scale);
    }

    Points points(float[][] rows, int[] chosen) {
      float[] values = new float[chosen.length * mean.length];
      int at = 0;
      for (int i : chosen) {
        for (int u = 0; u < mean.length; u++) {
          values[at++] = (float) ((rows[i][u] - mean[u]) * scale[u]);
        }
      }
      return Points.of(values, chosen.length, mean.length);
    }
  }
}
