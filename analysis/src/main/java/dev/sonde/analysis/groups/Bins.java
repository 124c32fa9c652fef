package dev.sonde.analysis.groups;

import dev.sonde.analysis.weights.Histogram;
import java.util.Arrays;

/** Bins of equal width over a closed range: every value of the range falls into one. */
record Bins(double low, double high, int number) {

  /** {@code most} bins over the range of all values; one bin where all are equal. */
  static Bins over(Moments all, int most) {
    double low = all.min();
    double high = all.max();
    // A range of some denormals cannot be cut into so many.
    boolean cut = new Bins(low, high, most).width() > 0;
    return new Bins(low, high, all.finite() == 0 ? 0 : cut ? most : 1);
  }

  /** The same range in {@code factor} times as many bins. */
  Bins finer(int factor) {
    return new Bins(low, high, number > 1 ? number * factor : number);
  }

  double width() {
    if (number == 0) return 0;
    double range = high - low;
    return range <= Double.MAX_VALUE ? range / number : high / number - low / number;
  }

  int index(double value) {
    if (number == 1) return 0;
    double range = high - low;
    // Halved where the range itself is beyond the largest double.
    double share =
        range <= Double.MAX_VALUE
            ? (value - low) / range
            : (value / 2 - low / 2) / (high / 2 - low / 2);
    return Math.min((int) (share * number), number - 1);
  }

  /** Adds the first {@code length} values, all of them in the range. */
  void count(double[] values, int length, long[] counts) {
    for (int i = 0; i < length; i++) counts[index(values[i])]++;
  }

  Histogram histogram(long[] counts, Moments run) {
    double start = number == 0 ? 0 : low;
    return new Histogram(
        start, width(), Arrays.stream(counts).boxed().toList(), run.nan(), run.infinite());
  }
}
