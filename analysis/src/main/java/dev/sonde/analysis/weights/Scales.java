package dev.sonde.analysis.weights;

import dev.sonde.numbers.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * The scales of a file's matrices: which of them is far from the others? Robust (median and median
 * deviation of the logarithms), since the unusual ones are among them.
 *
 * @param median of the logarithms of the scales; NaN if there are too few to compare
 * @param deviation 1.4826 × their median deviation from it
 */
record Scales(double median, double deviation, Findings.Settings settings) {

  /** The median deviation of normal data is its standard deviation divided by this. */
  private static final double NORMAL = 1.4826;

  static Scales of(List<TensorFacts> tensors, Findings.Settings settings) {
    double[] logs =
        tensors.stream().filter(Scales::compared).mapToDouble(t -> Math.log(t.scale())).toArray();
    if (logs.length < settings.fewest()) return new Scales(Double.NaN, 0, settings);
    double median = Sample.median(logs);
    double[] away = Arrays.stream(logs).map(log -> Math.abs(log - median)).toArray();
    return new Scales(median, NORMAL * Sample.median(away), settings);
  }

  /** Whether a tensor is a matrix with values to compare. */
  private static boolean compared(TensorFacts t) {
    return t.summary().shape().size() >= 2 && t.count() >= 64 && t.std() > 0 && t.scale() > 0;
  }

  void unusual(TensorFacts t, List<Finding> found) {
    if (Double.isNaN(median) || !compared(t)) return;
    double away = Math.log(t.scale()) - median;
    if (Math.abs(away) < Math.log(settings.scale())) return;
    if (Math.abs(away) < settings.deviations() * deviation) return;
    double ratio = Math.exp(Math.abs(away));
    String sentence =
        "its scale (standard deviation × √inputs) is "
            + Findings.number(ratio)
            + " times "
            + (away > 0 ? "larger" : "smaller")
            + " than the median of this file's matrices";
    found.add(new Finding(Finding.Kind.SCALE, t.address(), ratio, sentence));
  }
}
