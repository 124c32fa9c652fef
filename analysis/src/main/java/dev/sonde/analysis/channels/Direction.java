package dev.sonde.analysis.channels;

import dev.sonde.numbers.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * Absorption or emission of one layer.
 *
 * @param channels each over all images
 * @param variation median over channels of standard deviation / mean over images
 * @param deviation median over channels of the standard deviation over images
 * @param between standard deviation / mean of the channels' medians: how far channels differ
 * @param order whether images agree in which channels are high
 * @param spread whether images agree in which channels are far from their own median
 * @param histogram of all values
 */
public record Direction(
    List<ChannelDistribution> channels,
    double variation,
    double deviation,
    double between,
    Agreement order,
    Agreement spread,
    LogHistogram histogram) {

  public Direction {
    channels = List.copyOf(channels);
  }

  static Direction of(ImageRows rows) {
    List<ChannelDistribution> channels = new ArrayList<>();
    for (int c = 0; c < rows.channels(); c++) {
      channels.add(ChannelDistribution.of(c, rows.sorted(c)));
    }
    float[] distances = rows.values().clone();
    for (int i = 0; i < distances.length; i++) {
      double median = channels.get(i % rows.channels()).median();
      distances[i] = (float) Math.abs(distances[i] - median);
    }
    double[] medians = channels.stream().mapToDouble(ChannelDistribution::median).toArray();
    return new Direction(
        channels,
        median(channels.stream().mapToDouble(ChannelDistribution::variation).toArray()),
        median(channels.stream().mapToDouble(c -> Math.sqrt(c.variance())).toArray()),
        between(medians),
        Agreement.of(rows),
        Agreement.of(new ImageRows(distances, rows.channels())),
        LogHistogram.of(rows.values()));
  }

  private static double median(double[] values) {
    return Sample.median(
        java.util.Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray());
  }

  private static double between(double[] values) {
    if (values.length < 2) return Double.NaN;
    double mean = java.util.Arrays.stream(values).average().orElse(Double.NaN);
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    return Math.sqrt(squares / (values.length - 1)) / mean;
  }
}
