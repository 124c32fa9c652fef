package dev.sonde.question.networks;

import java.util.List;

/**
 * Statistics of a number over networks; each network is one observation.
 *
 * @param n number of networks
 * @param sd standard deviation (divisor n − 1); NaN for one network
 */
public record Spread(int n, double mean, double sd, double min, double max) {

  static Spread of(List<Double> values) {
    double mean = values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new Spread(
        values.size(),
        mean,
        values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1)),
        values.stream().mapToDouble(value -> value).min().orElse(Double.NaN),
        values.stream().mapToDouble(value -> value).max().orElse(Double.NaN));
  }
}
