package dev.sonde.bench;

import dev.sonde.numbers.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One run's cost.
 *
 * @param wall seconds
 * @param cpu processor seconds of all threads
 * @param peakMb largest resident size; 0 if unknown
 */
public record Timing(double wall, double cpu, double peakMb) {

  /** The median of one of the figures; NaN of no runs. */
  public static double median(List<Timing> runs, ToDoubleFunction<Timing> figure) {
    return Sample.median(runs.stream().mapToDouble(figure).toArray());
  }

  /** The median over rounds of a figure of {@code a} over that of {@code b} in the same round. */
  public static double ratio(List<Timing> a, List<Timing> b, ToDoubleFunction<Timing> figure) {
    double[] ratios = new double[Math.min(a.size(), b.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(a.get(i)) / figure.applyAsDouble(b.get(i));
    }
    return Sample.median(ratios);
  }
}
