package dev.sonde.analysis.weights;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Histograms of several tensors over the same bins, from the smallest finite value of all to the
 * largest; nothing is clipped. Two passes over the bytes.
 */
public final class FineHistograms {

  /** So fine that a figure can choose its own window and bins. */
  public static final int BINS = 4096;

  private static final int BLOCK = 1 << 14;

  private FineHistograms() {}

  /** One histogram per tensor, in their order. */
  public static List<Histogram> of(List<Tensor> tensors, int bins) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Tensor tensor : tensors) {
      double[] ends = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
      read(
          tensor,
          value -> {
            if (!Double.isFinite(value)) return;
            ends[0] = Math.min(ends[0], value);
            ends[1] = Math.max(ends[1], value);
          });
      low = Math.min(low, ends[0]);
      high = Math.max(high, ends[1]);
    }
    if (low > high) low = high = 0; // nothing finite at all
    double width = high / bins - low / bins; // the difference itself may overflow
    List<Histogram> histograms = new ArrayList<>();
    for (Tensor tensor : tensors) histograms.add(count(tensor, low, width, width > 0 ? bins : 1));
    return histograms;
  }

  private static Histogram count(Tensor tensor, double low, double width, int bins) {
    long[] counts = new long[bins];
    long[] others = new long[2];
    read(
        tensor,
        value -> {
          if (Double.isNaN(value)) others[0]++;
          else if (Double.isInfinite(value)) others[1]++;
          else if (bins == 1) counts[0]++;
          else counts[Math.clamp((long) ((value / 2 - low / 2) / (width / 2)), 0, bins - 1)]++;
        });
    return new Histogram(low, width, Arrays.stream(counts).boxed().toList(), others[0], others[1]);
  }

  private interface Sink {
    void take(double value);
  }

  private static void read(Tensor tensor, Sink sink) {
    Tensor real = tensor.asReal();
    TensorReader reader = real.reader();
    double[] block = new double[Math.clamp(real.count(), 1, BLOCK)];
    for (long at = 0; at < real.count(); at += block.length) {
      int length = (int) Math.min(block.length, real.count() - at);
      reader.doubles(at, block, length);
      for (int i = 0; i < length; i++) sink.take(block[i]);
    }
  }
}
