package dev.sonde.analysis.channels;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether images agree in which channels are high: Friedman's test with images as blocks, since all
 * channels see the same images, and Kendall's W as its size.
 *
 * @param w 0: every image orders the channels its own way, 1: all the same way
 * @param chiSquare Friedman's statistic, corrected for ties
 * @param p that it is this large or larger where channels do not differ
 */
public record Agreement(double w, double chiSquare, int degrees, double p) {

  static Agreement of(ImageRows rows) {
    int n = rows.images();
    int k = rows.channels();
    if (n < 2 || k < 2) return new Agreement(Double.NaN, Double.NaN, 0, Double.NaN);
    double[] sums = new double[k];
    double ties = 0;
    for (int i = 0; i < n; i++) ties += addRanks(rows, i, sums);
    double squares = 0;
    for (double sum : sums) squares += sum * sum;
    double raw = 12 * squares / ((double) n * k * (k + 1)) - 3.0 * n * (k + 1);
    double correction = 1 - ties / ((double) n * k * ((double) k * k - 1));
    if (correction <= 0) return new Agreement(0, 0, k - 1, 1);
    double statistic = raw / correction;
    double p = ChiSquaredDistribution.of(k - 1.0).survivalProbability(Math.max(0, statistic));
    return new Agreement(statistic / ((double) n * (k - 1)), statistic, k - 1, p);
  }

  /** Adds the ranks of one image's channels, ties shared; gives Σ (t³ − t) over its ties. */
  private static double addRanks(ImageRows rows, int image, double[] sums) {
    int k = rows.channels();
    Integer[] order = IntStream.range(0, k).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(c -> rows.at(image, c)));
    double ties = 0;
    for (int from = 0; from < k; ) {
      int to = from;
      while (to < k && rows.at(image, order[to]) == rows.at(image, order[from])) to++;
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) sums[order[i]] += rank;
      double t = to - from;
      ties += t * t * t - t;
      from = to;
    }
    return ties;
  }
}
