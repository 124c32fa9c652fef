package dev.sonde.analysis.channels;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether of two numbers in each layer one is the larger more often than chance makes it; layers
 * where they are equal do not count. Layers follow each other in one network, so p is a description
 * rather than proof.
 *
 * @param more layers where emission's is larger
 * @param less layers where absorption's is larger
 * @param p two-sided, of the binomial distribution with equal chances
 */
public record SignTest(int more, int less, double p) {

  static SignTest of(int more, int less) {
    int n = more + less;
    if (n == 0) return new SignTest(0, 0, 1);
    double tail = BinomialDistribution.of(n, .5).cumulativeProbability(Math.min(more, less));
    return new SignTest(more, less, Math.min(1, 2 * tail));
  }
}
