package dev.sonde.analysis.neighbours;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Sweep;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * What lies within a distance (edge included) of a point. The point itself counts.
 *
 * <p>Nothing here grows with the number of pairs: the lists of {@link #lists} belong to the few
 * queries asked for.
 */
public final class Radius {
  private Radius() {}

  /** For each point, how many points lie within {@code radius} of it. */
  public static int[] counts(Points points, double radius, Workers workers) {
    return counts(points, radius, Integer.MAX_VALUE, workers);
  }

  /**
   * The same, but the counting of a point ends once it has {@code enough}: what is returned is then
   * at least {@code enough}. In dense data that is hardly any work.
   */
  public static int[] counts(Points points, double radius, int enough, Workers workers) {
    float limit = limit(radius);
    DistanceKernel kernel = DistanceKernel.best();
    Panels panels = Panels.of(points);
    int[] counts = new int[points.count()];
    workers.each(
        blocks(points.count()),
        block -> {
          int from = block * Sweep.BLOCK;
          int to = Math.min(points.count(), from + Sweep.BLOCK);
          countBlock(kernel, points, from, to, panels, limit, enough, counts);
        });
    return counts;
  }

  private static void countBlock(
      DistanceKernel kernel,
      Points points,
      int from,
      int to,
      Panels panels,
      float limit,
      int enough,
      int[] counts) {
    int d = points.dimensions();
    int[] open = new int[to - from];
    Arrays.setAll(open, i -> from + i);
    int size = open.length;
    float[] out = new float[DistanceKernel.QUERIES * DistanceKernel.WIDTH];
    // A block begins with its own panel: neighbours in the file are often neighbours in space.
    int home = from / DistanceKernel.WIDTH;
    for (int step = 0; step < panels.panels() && size > 0; step++) {
      int panel = (home + step) % panels.panels();
      for (int q = 0; q < size; q += DistanceKernel.QUERIES) {
        squared(kernel, points.values(), d, open, q, size, panels, panel, out);
        int end = Math.min(size, q + DistanceKernel.QUERIES);
        for (int i = q; i < end; i++) {
          counts[open[i]] +=
              Integer.bitCount(kernel.within(out, (i - q) * DistanceKernel.WIDTH, limit));
        }
      }
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (counts[open[i]] < enough) {
          open[kept++] = open[i];
        }
      }
      size = kept;
    }
  }

  /** Distances of up to four listed points, queries[q] …, to a panel. */
  static void squared(
      DistanceKernel kernel,
      float[] rows,
      int d,
      int[] queries,
      int q,
      int size,
      Panels panels,
      int panel,
      float[] out) {
    int last = size - 1;
    kernel.squared(
        rows,
        queries[q] * d,
        queries[Math.min(q + 1, last)] * d,
        queries[Math.min(q + 2, last)] * d,
        queries[Math.min(q + 3, last)] * d,
        d,
        panels.values(),
        panels.start(panel),
        out);
  }

  /** For each of {@code queries}, the indices of the points within {@code radius}, ascending. */
  public static int[][] lists(Points queries, Points points, double radius, Workers workers) {
    float limit = limit(radius);
    DistanceKernel kernel = DistanceKernel.best();
    Panels panels = Panels.of(points);
    int[][] lists = new int[queries.count()][];
    int[] sizes = new int[queries.count()];
    Arrays.setAll(lists, i -> new int[16]);
    workers.each(
        blocks(queries.count()),
        block -> {
          int from = block * Sweep.BLOCK;
          int to = Math.min(queries.count(), from + Sweep.BLOCK);
          Sweep.over(
              kernel,
              queries,
              from,
              to,
              panels,
              (query, first, out, at) -> {
                int bits = kernel.within(out, at, limit);
                int size = sizes[query];
                if (bits != 0 && size + DistanceKernel.WIDTH > lists[query].length) {
                  lists[query] = Arrays.copyOf(lists[query], 2 * size + DistanceKernel.WIDTH);
                }
                int[] list = lists[query];
                for (; bits != 0; bits &= bits - 1) {
                  list[size++] = first + Integer.numberOfTrailingZeros(bits);
                }
                sizes[query] = size;
              });
        });
    for (int i = 0; i < lists.length; i++) {
      lists[i] = Arrays.copyOf(lists[i], sizes[i]);
    }
    return lists;
  }

  /** Indices of the points within {@code radius} of one of them, ascending, by a plain loop. */
  public static int[] within(Points points, int point, double radius) {
    int[] found = new int[points.count()];
    int size = 0;
    for (int i = 0; i < points.count(); i++) {
      if (points.squaredDistance(i, points, point) <= radius * radius) {
        found[size++] = i;
      }
    }
    return Arrays.copyOf(found, size);
  }

  /** The largest float32 square that still counts as within {@code radius}. */
  static float limit(double radius) {
    if (!(radius >= 0)) {
      throw new IllegalArgumentException("radius must not be negative, but is " + radius);
    }
    return (float) (radius * radius);
  }

  private static int blocks(int n) {
    return (n + Sweep.BLOCK - 1) / Sweep.BLOCK;
  }
}
