package dev.sonde.network.transformer.heads;

import java.util.List;

/**
 * A number over texts beside its controls.
 *
 * @param mean over texts
 * @param deviation between texts (n − 1); NaN of one text
 * @param random the mean for random tokens in the place of each text's
 * @param even what attention that is spread evenly over all that a query sees would give
 */
public record Measure(double mean, double deviation, double random, double even) {

  static Measure of(List<Double> texts, List<Double> random, List<Double> even) {
    double mean = mean(texts);
    double squares = 0;
    for (double x : texts) squares += (x - mean) * (x - mean);
    double deviation = texts.size() < 2 ? Double.NaN : Math.sqrt(squares / (texts.size() - 1));
    return new Measure(mean, deviation, mean(random), mean(even));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
