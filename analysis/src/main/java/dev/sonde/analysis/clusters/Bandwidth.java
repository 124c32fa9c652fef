package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;

/**
 * The bandwidth for mean shift: the mean over all points of the distance to the point at a quantile
 * of the nearest (scikit-learn's {@code estimate_bandwidth}), exact and on all points.
 *
 * <p>The order statistic of a row is found by counting: vector code counts how many distances are
 * at most a bound far faster than any selection moves them, and a dozen bounds are enough.
 */
public final class Bandwidth {
  private static final int BLOCK = 64;

  private Bandwidth() {}

  /**
   * @param quantile 0 … 1; the rank is ⌊count · quantile⌋, at least 1, the point itself included
   */
  public static double estimate(Points points, double quantile, Workers workers) {
    if (!(quantile >= 0 && quantile <= 1) || points.count() == 0) {
      throw new IllegalArgumentException(
          "quantile %s of %d points".formatted(quantile, points.count()));
    }
    int n = points.count();
    int rank = Math.max(1, (int) (n * quantile));
    Panels panels = Panels.of(points);
    double[] sums = new double[(n + BLOCK - 1) / BLOCK];
    workers.each(
        sums.length,
        block -> {
          Rows rows = new Rows(points, panels, rank);
          int to = Math.min(n, (block + 1) * BLOCK);
          for (int i = block * BLOCK; i < to; i += DistanceKernel.QUERIES) {
            sums[block] += rows.distances(i, Math.min(to, i + DistanceKernel.QUERIES));
          }
        });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum / n;
  }

  /** Distances of four points to all, and their order statistics. */
  private static final class Rows {
    private static final int WIDTH = DistanceKernel.WIDTH;

    private final DistanceKernel kernel = DistanceKernel.best();
    private final Points points;
    private final Panels panels;
    private final int rank;
    private final float[] out = new float[DistanceKernel.QUERIES * WIDTH];
    private final float[][] rows;
    private float guess;

    Rows(Points points, Panels panels, int rank) {
      this.points = points;
      this.panels = panels;
      this.rank = rank;
      this.rows = new float[DistanceKernel.QUERIES][panels.panels() * WIDTH];
    }

    double distances(int from, int to) {
      int d = points.dimensions();
      int last = to - 1;
      for (int panel = 0; panel < panels.panels(); panel++) {
        kernel.squared(
            points.values(),
            from * d,
            Math.min(from + 1, last) * d,
            Math.min(from + 2, last) * d,
            Math.min(from + 3, last) * d,
            d,
            panels.values(),
            panels.start(panel),
            out);
        for (int i = from; i < to; i++) {
          System.arraycopy(out, (i - from) * WIDTH, rows[i - from], panel * WIDTH, WIDTH);
        }
      }
      double sum = 0;
      for (int i = from; i < to; i++) {
        guess = statistic(rows[i - from], guess);
        sum += Math.sqrt(guess);
      }
      return sum;
    }

    /**
     * The smallest value with at least {@code rank} values at or below it. Bisection over the bits
     * of non-negative floats, which sort as the floats do, from the neighbour's answer outwards.
     */
    private float statistic(float[] row, float near) {
      int low = -1;
      int high = Float.floatToRawIntBits(Float.MAX_VALUE);
      int middle = Float.floatToRawIntBits(near);
      int step = 1 << 18;
      while (true) {
        if (kernel.count(row, Float.intBitsToFloat(middle)) >= rank) {
          high = middle;
        } else {
          low = middle;
        }
        if (high - low <= 1) {
          return Float.intBitsToFloat(high);
        }
        boolean bracketed = low >= 0 && high < Float.floatToRawIntBits(Float.MAX_VALUE);
        middle =
            bracketed
                ? low + (high - low) / 2
                : low < 0 ? Math.max(0, high - step) : Math.min(high - 1, low + step);
        middle = Math.clamp(middle, low + 1, high);
        step = step < 1 << 28 ? step * 2 : step;
      }
    }
  }
}
