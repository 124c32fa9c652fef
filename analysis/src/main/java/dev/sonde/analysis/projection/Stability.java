package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.Points;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a sequence of projections moves as the points themselves do: every point's step from one
 * time to the next, in nD (a) and in the projection (b).
 *
 * @param pearson correlation of the step lengths
 * @param spearman correlation of their ranks (ties share the mean rank)
 * @param stress Σ (a/max a − b/max b)² / Σ (a/max a)²
 */
public record Stability(double pearson, double spearman, double stress) {

  /**
   * @param points one set per time, all with the same points in the same order
   * @param projections one per time
   */
  public static Stability of(List<Points> points, List<Points> projections) {
    if (points.size() != projections.size() || points.size() < 2) {
      throw new IllegalArgumentException(
          "%d times of points and %d of projections; at least two of each are needed"
              .formatted(points.size(), projections.size()));
    }
    double[] a = steps(points);
    double[] b = steps(projections);
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "%d steps of points, but %d of projections".formatted(a.length, b.length));
    }
    double maxA = Arrays.stream(a).max().orElse(0);
    double maxB = Arrays.stream(b).max().orElse(0);
    double off = 0;
    double all = 0;
    for (int i = 0; i < a.length; i++) {
      double x = maxA > 0 ? a[i] / maxA : 0;
      double y = maxB > 0 ? b[i] / maxB : 0;
      off += (x - y) * (x - y);
      all += x * x;
    }
    return new Stability(
        correlation(a, b), correlation(ranks(a), ranks(b)), all > 0 ? off / all : 0);
  }

  private static double[] steps(List<Points> times) {
    int n = times.getFirst().count();
    double[] steps = new double[(times.size() - 1) * n];
    for (int t = 0; t + 1 < times.size(); t++) {
      if (times.get(t + 1).count() != n) {
        throw new IllegalArgumentException(
            "time %d has %d points, time 0 has %d".formatted(t + 1, times.get(t + 1).count(), n));
      }
      for (int i = 0; i < n; i++) {
        steps[t * n + i] = Math.sqrt(times.get(t).squaredDistance(i, times.get(t + 1), i));
      }
    }
    return steps;
  }

  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }

  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    double[] ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
    }
    return ranks;
  }
}
