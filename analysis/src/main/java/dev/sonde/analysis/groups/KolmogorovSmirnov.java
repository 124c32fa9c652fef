package dev.sonde.analysis.groups;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Kolmogorov–Smirnov between any two of many samples, max|F − G|, exactly and without a walk
 * through all values of each pair.
 *
 * <p>All samples' distribution functions are tabulated at common points, some 1/8 as many as a
 * sample has values. For a pair the largest difference at the points is a lower bound; between two
 * points |F − G| cannot exceed what one function has at the end less what the other had at the
 * start, so only the few stretches that could still hold more are walked through.
 */
final class KolmogorovSmirnov {

  /** Values of a sample per common point. */
  private static final int STRETCH = 8;

  /** Common points more, which is what counts where samples are small. */
  private static final int FEW = 64;

  private final List<double[]> samples;

  /** Per sample and point, after a leading 0: how many values are no larger. The last has all. */
  private final int[][] below;

  /** The same as shares. */
  private final double[][] shares;

  private KolmogorovSmirnov(List<double[]> samples, int[][] below, double[][] shares) {
    this.samples = samples;
    this.below = below;
    this.shares = shares;
  }

  /**
   * Tabulates; takes 1.5 bytes per value.
   *
   * @param samples each ascending, finite and not empty; not copied
   */
  static KolmogorovSmirnov of(List<double[]> samples) {
    double[] points = points(samples);
    int[][] below =
        samples.parallelStream().map(values -> below(values, points)).toArray(int[][]::new);
    double[][] shares = new double[below.length][];
    for (int s = 0; s < below.length; s++) {
      double all = samples.get(s).length;
      shares[s] = Arrays.stream(below[s]).mapToDouble(count -> count / all).toArray();
    }
    return new KolmogorovSmirnov(samples, below, shares);
  }

  /** Quantiles of all samples together, from evenly spaced values of each. */
  private static double[] points(List<double[]> samples) {
    int longest = samples.stream().mapToInt(values -> values.length).max().orElse(0);
    int count = samples.size();
    int wanted = longest / STRETCH + Math.min(longest, FEW);
    int each = Math.ceilDiv(wanted, count);
    double[] all =
        IntStream.range(0, count)
            .boxed()
            .flatMapToDouble(s -> spaced(samples.get(s), each, (s + 0.5) / count))
            .sorted()
            .toArray();
    return IntStream.range(0, wanted)
        .mapToDouble(k -> all[(int) ((k + 0.5) / wanted * all.length)])
        .toArray();
  }

  private static DoubleStream spaced(double[] values, int count, double offset) {
    return IntStream.range(0, count)
        .mapToDouble(k -> values[(int) ((k + offset) / count * values.length)]);
  }

  private static int[] below(double[] values, double[] points) {
    int[] below = new int[points.length + 2];
    int i = 0;
    for (int k = 0; k < points.length; k++) {
      while (i < values.length && values[i] <= points[k]) i++;
      below[k + 1] = i;
    }
    below[points.length + 1] = values.length;
    return below;
  }

  /** The distance of two samples, by their numbers. */
  double between(int a, int b) {
    double[] shareA = shares[a];
    double[] shareB = shares[b];
    double most = 0;
    for (int k = 0; k < shareA.length; k++) {
      double apart = Math.abs(shareA[k] - shareB[k]);
      if (apart > most) most = apart;
    }
    for (int k = 1; k < shareA.length; k++) {
      if (shareA[k] - shareB[k - 1] > most || shareB[k] - shareA[k - 1] > most) {
        most = Math.max(most, stretch(a, b, k));
      }
    }
    return most;
  }

  private double stretch(int a, int b, int k) {
    return most(
        samples.get(a), below[a][k - 1], below[a][k], samples.get(b), below[b][k - 1], below[b][k]);
  }

  /** The distance of two samples, from a walk through their values. */
  static double of(double[] a, double[] b) {
    return most(a, 0, a.length, b, 0, b.length);
  }

  /**
   * max|F − G| at the values of a stretch, until one sample has no more there: from then on the
   * difference only moves towards that at the end of the stretch.
   */
  private static double most(double[] a, int fromA, int toA, double[] b, int fromB, int toB) {
    double most = 0;
    int i = fromA;
    int j = fromB;
    while (i < toA && j < toB) {
      double at = Math.min(a[i], b[j]);
      while (i < toA && a[i] <= at) i++;
      while (j < toB && b[j] <= at) j++;
      most = Math.max(most, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return most;
  }
}
