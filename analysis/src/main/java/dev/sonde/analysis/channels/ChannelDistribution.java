package dev.sonde.analysis.channels;

import dev.sonde.numbers.Sample;

/**
 * One channel over all images.
 *
 * @param variance with n − 1
 * @param low least value within 1.5 interquartile ranges of the box
 * @param first quartile
 * @param third quartile
 * @param high greatest value within 1.5 interquartile ranges of the box
 * @param beyond how many values lie outside low and high
 */
public record ChannelDistribution(
    int channel,
    double mean,
    double variance,
    double low,
    double first,
    double median,
    double third,
    double high,
    int beyond) {

  static ChannelDistribution of(int channel, double[] sorted) {
    int n = sorted.length;
    double sum = 0;
    for (double value : sorted) sum += value;
    double mean = sum / n;
    double squares = 0;
    for (double value : sorted) squares += (value - mean) * (value - mean);
    double first = Sample.quantile(sorted, .25);
    double third = Sample.quantile(sorted, .75);
    double reach = 1.5 * (third - first);
    int from = 0;
    while (sorted[from] < first - reach) from++;
    int to = n - 1;
    while (sorted[to] > third + reach) to--;
    return new ChannelDistribution(
        channel,
        mean,
        n > 1 ? squares / (n - 1) : 0,
        sorted[from],
        first,
        Sample.quantile(sorted, .5),
        third,
        sorted[to],
        n - 1 - to + from);
  }

  /** Standard deviation as a share of the mean; NaN where the mean is 0. */
  double variation() {
    return Math.sqrt(variance) / mean;
  }
}
