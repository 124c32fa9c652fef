package dev.sonde.analysis.probes;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.settings.Bounds;

/**
 * A probe beside what it would reach without the labels' help: on a {@link ControlTask}, and on
 * shuffled labels.
 *
 * @param probe on the labels
 * @param control mean held-out accuracy over the control tasks
 * @param selectivity accuracy less control (Hewitt and Liang 2019)
 * @param shuffled mean held-out accuracy over shuffles of the labels
 * @param shuffledBest the best of them
 * @param p (1 + shuffles that are as good) / (1 + shuffles)
 */
public record ProbeComparison(
    LinearProbe probe,
    double control,
    double selectivity,
    double shuffled,
    double shuffledBest,
    double p) {

  /**
   * @param shuffles of the labels, and control tasks; at least 1
   * @param seed of shuffles and tasks
   */
  public record Settings(LinearProbe.Settings probe, int shuffles, long seed) {
    public Settings {
      Bounds.atLeast("shuffles", shuffles, 1);
    }
  }

  /**
   * @param types of each input, where one type comes many times; empty where each input is its own
   */
  public static ProbeComparison of(
      Points points,
      int[] labels,
      int classes,
      long[] types,
      HeldOut split,
      Settings settings,
      Workers workers) {
    Standardised ready = Standardised.of(points, split);
    LinearProbe own = LinearProbe.of(ready, labels, classes, split, settings.probe, workers);
    double shuffled = 0;
    double best = 0;
    double control = 0;
    int reached = 0;
    for (int s = 0; s < settings.shuffles; s++) {
      long seed = settings.seed * 1_000_003 + s;
      int[] order = ControlTask.shuffled(labels, seed);
      double score =
          LinearProbe.of(ready, order, classes, split, settings.probe, workers).accuracy();
      shuffled += score / settings.shuffles;
      best = Math.max(best, score);
      if (score >= own.accuracy()) reached++;
      if (types.length > 0) {
        int[] task = ControlTask.byType(types, labels, seed);
        control +=
            LinearProbe.of(ready, task, classes, split, settings.probe, workers).accuracy()
                / settings.shuffles;
      }
    }
    if (types.length == 0) control = shuffled;
    return new ProbeComparison(
        own,
        control,
        own.accuracy() - control,
        shuffled,
        best,
        (1.0 + reached) / (1 + settings.shuffles));
  }
}
