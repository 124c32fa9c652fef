package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import java.util.Arrays;

/**
 * Shepard's diagram: for every pair of points, the distance before against the distance in the
 * picture. Costs the square of the points taken.
 */
public final class Shepard {
  private final long[][] counts;
  private final double farthestBefore;
  private final double farthestAfter;
  private final int points;
  private final int of;
  private final double spearman;

  private Shepard(
      long[][] counts,
      double farthestBefore,
      double farthestAfter,
      int points,
      int of,
      double spearman) {
    this.counts = counts;
    this.farthestBefore = farthestBefore;
    this.farthestAfter = farthestAfter;
    this.points = points;
    this.of = of;
    this.spearman = spearman;
  }

  /**
   * @param bins along either axis
   * @param most points that are taken, at even steps through their order; at least 2
   */
  public static Shepard of(Points before, Points after, int bins, int most) {
    if (before.count() != after.count() || before.count() < 2 || most < 2) {
      throw new IllegalArgumentException(
          "%d points before, %d after, at most %d: two of each are needed"
              .formatted(before.count(), after.count(), most));
    }
    int n = Math.min(most, before.count());
    int[] taken = new int[n];
    Arrays.setAll(taken, i -> (int) ((long) i * before.count() / n));
    int pairs = Math.multiplyExact(n, n - 1) / 2;
    float[] a = new float[pairs];
    float[] b = new float[pairs];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[at] = (float) Math.sqrt(before.squaredDistance(taken[i], before, taken[j]));
        b[at++] = (float) Math.sqrt(after.squaredDistance(taken[i], after, taken[j]));
      }
    }
    double farA = most(a);
    double farB = most(b);
    long[][] counts = new long[bins][bins];
    for (int p = 0; p < pairs; p++) {
      counts[bin(a[p], farA, bins)][bin(b[p], farB, bins)]++;
    }
    return new Shepard(counts, farA, farB, n, before.count(), Ranked.correlation(a, b));
  }

  private static double most(float[] values) {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, value);
    }
    return most > 0 ? most : 1;
  }

  private static int bin(double value, double most, int bins) {
    return (int) Math.min(bins - 1, value / most * bins);
  }

  /** Pairs in a bin of the distance before and one of the distance in the picture. */
  public long count(int before, int after) {
    return counts[before][after];
  }

  /** Of all bins. */
  public long highest() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).max().orElse(0);
  }

  public double farthestBefore() {
    return farthestBefore;
  }

  public double farthestAfter() {
    return farthestAfter;
  }

  /** How many points were taken. */
  public int points() {
    return points;
  }

  /** How many there are. */
  public int of() {
    return of;
  }

  /** Rank correlation of the distances, ties sharing the mean rank. */
  public double spearman() {
    return spearman;
  }
}
