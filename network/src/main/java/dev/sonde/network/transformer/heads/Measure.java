package dev.sonde.network.transformer.heads;

import dev.sonde.numbers.Sample;
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
    return new Measure(
        Sample.mean(texts), Sample.deviation(texts), Sample.mean(random), Sample.mean(even));
  }
}
