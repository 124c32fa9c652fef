package dev.sonde.question.networks;

import java.util.List;

/**
 * A figure over networks, each of them one observation.
 *
 * @param n networks
 * @param sd standard deviation (n − 1); NaN of one
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
