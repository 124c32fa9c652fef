package dev.sonde.analysis.cells;

import java.util.ArrayList;
import java.util.List;

/**
 * How much each unit varies, and along what. A unit that goes through the same values in every
 * sequence follows the position (a counter); one whose value at a position depends on the sequence
 * carries content.
 *
 * @param units in their order
 */
public record Variation(List<Unit> units) {

  public Variation {
    units = List.copyOf(units);
  }

  /**
   * One unit.
   *
   * @param mean over all sequences and steps
   * @param deviation standard deviation over all of them
   * @param betweenSamples variance over sequences at one step, mean over the steps
   * @param withinSequences variance over the steps of one sequence, mean over the sequences
   * @param contentShare betweenSamples / (betweenSamples + variance of the mean course over steps):
   *     0 for a pure counter, 1 for a unit whose mean is the same at every step; NaN where it never
   *     varies
   */
  public record Unit(
      int unit,
      double mean,
      double deviation,
      double min,
      double max,
      double betweenSamples,
      double withinSequences,
      double contentShare) {}

  /** Of all units; variances are over the population (÷ n). */
  public static Variation of(Traces traces) {
    List<Unit> units = new ArrayList<>();
    for (int unit = 0; unit < traces.units(); unit++) units.add(unit(traces, unit));
    return new Variation(units);
  }

  private static Unit unit(Traces traces, int unit) {
    int n = traces.sequences();
    int steps = traces.steps();
    double[] byStep = new double[steps];
    double[] bySequence = new double[n];
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < n; s++) {
      for (int t = 0; t < steps; t++) {
        double value = traces.at(s, t, unit);
        byStep[t] += value / n;
        bySequence[s] += value / steps;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    double mean = 0;
    for (double course : byStep) mean += course / steps;
    double between = 0;
    double within = 0;
    for (int s = 0; s < n; s++) {
      for (int t = 0; t < steps; t++) {
        double value = traces.at(s, t, unit);
        between += square(value - byStep[t]);
        within += square(value - bySequence[s]);
      }
    }
    between /= (double) n * steps;
    within /= (double) n * steps;
    double course = 0;
    for (double at : byStep) course += square(at - mean) / steps;
    double total = between + course;
    return new Unit(
        unit,
        mean,
        Math.sqrt(total),
        min,
        max,
        between,
        within,
        total > 0 ? between / total : Double.NaN);
  }

  private static double square(double x) {
    return x * x;
  }

  /** Units that vary at least so much (standard deviation); the others can be hidden. */
  public List<Integer> varying(double deviation) {
    return units.stream().filter(u -> u.deviation() >= deviation).map(Unit::unit).toList();
  }
}
