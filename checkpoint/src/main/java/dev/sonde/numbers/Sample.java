package dev.sonde.numbers;

import java.util.Arrays;
import java.util.Collection;

/**
 * What a handful of numbers come to. Of none, everything is NaN; NaN among them is not left out.
 */
public final class Sample {

  private Sample() {}

  /** The sum in their order, by their count. */
  public static double mean(double... values) {
    double sum = 0;
    for (double value : values) sum += value;
    return values.length == 0 ? Double.NaN : sum / values.length;
  }

  public static double mean(Collection<Double> values) {
    return mean(array(values));
  }

  /** Standard deviation of a sample (n − 1); NaN of fewer than two. */
  public static double deviation(double... values) {
    if (values.length < 2) return Double.NaN;
    double mean = mean(values);
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    return Math.sqrt(squares / (values.length - 1));
  }

  public static double deviation(Collection<Double> values) {
    return deviation(array(values));
  }

  private static double[] array(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The middle one, or the mean of the middle two. */
  public static double median(double... values) {
    if (values.length == 0) return Double.NaN;
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The quantile with linear interpolation between order statistics: type 7 of Hyndman and Fan,
   * NumPy's default.
   *
   * @param sorted at least one number, in order
   * @param p 0 to 1
   */
  public static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int low = (int) Math.floor(at);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
