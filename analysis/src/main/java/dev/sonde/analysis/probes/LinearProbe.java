package dev.sonde.analysis.probes;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.regression.LogisticRegression;
import dev.sonde.settings.Bounds;

/**
 * How well a linear rule reads labels off a representation (Alain and Bengio 2016): multinomial
 * logistic regression on standardised units, judged on inputs it did not learn from.
 *
 * @param accuracy share of the held-out inputs that are told right
 * @param low lower end of Wilson's 95 % interval of the accuracy
 * @param high its upper end
 * @param trainAccuracy share right of the inputs that it learned from
 * @param train how many it learned from
 * @param test how many were held out
 * @param converged whether the optimiser reached its tolerance
 */
public record LinearProbe(
    double accuracy,
    double low,
    double high,
    double trainAccuracy,
    int train,
    int test,
    boolean converged) {

  /**
   * @param penalty L2 penalty λ: the rule minimises mean loss + λ/2 ‖W‖², the bias free
   * @param iterations of the optimiser at most
   */
  public record Settings(double penalty, int iterations) {
    public Settings {
      Bounds.above("penalty", penalty, 0);
      Bounds.atLeast("iterations", iterations, 1);
    }

    /** λ = 0.001, 500 iterations. */
    public static Settings defaults() {
      return new Settings(.001, 500);
    }
  }

  /**
   * @param points [inputs × units]
   * @param labels one per input, 0 … classes−1
   */
  public static LinearProbe of(
      Points points, int[] labels, int classes, HeldOut split, Settings settings, Workers workers) {
    return of(Standardised.of(points, split), labels, classes, split, settings, workers);
  }

  /** Of inputs that are standardised already, once for many labels. */
  public static LinearProbe of(
      Standardised points,
      int[] labels,
      int classes,
      HeldOut split,
      Settings settings,
      Workers workers) {
    int[] known = HeldOut.at(labels, split.train());
    // The regression counts its loss over all inputs: C = 1 / (λ n).
    var how =
        new LogisticRegression.Settings(
            1 / (settings.penalty * known.length), 1e-5, settings.iterations);
    LogisticRegression rule = LogisticRegression.of(points.train(), known, classes, how, workers);
    int[] asked = HeldOut.at(labels, split.test());
    int right = right(rule.predict(points.test(), workers), asked);
    int learned = right(rule.predict(points.train(), workers), known);
    double[] interval = wilson(right, asked.length);
    return new LinearProbe(
        (double) right / asked.length,
        interval[0],
        interval[1],
        (double) learned / known.length,
        known.length,
        asked.length,
        rule.converged());
  }

  private static int right(int[] told, int[] labels) {
    int right = 0;
    for (int i = 0; i < told.length; i++) if (told[i] == labels[i]) right++;
    return right;
  }

  /** Wilson's score interval (1927) at 95 %. */
  static double[] wilson(int right, int n) {
    double z = 1.959963984540054;
    double share = (double) right / n;
    double centre = share + z * z / (2 * n);
    double half = z * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
    double scale = 1 + z * z / n;
    return new double[] {
      Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)
    };
  }

  /** Share of the held-out inputs that are of the most frequent class among those learned from. */
  public static double majority(int[] labels, int classes, HeldOut split) {
    int[] counts = new int[classes];
    for (int i : split.train()) counts[labels[i]]++;
    int most = 0;
    for (int c = 1; c < classes; c++) if (counts[c] > counts[most]) most = c;
    int right = 0;
    for (int i : split.test()) if (labels[i] == most) right++;
    return (double) right / split.test().length;
  }
}
