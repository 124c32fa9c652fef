package dev.sonde.analysis.neighbours;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;

/**
 * The distances from each of some points to all, row by row: for what needs a whole row at once,
 * such as a rank. Costs chosen · count · dimensions / 16 vector operations, and four rows of memory
 * for each thread.
 */
public final class DistanceRows {
  private static final int WIDTH = DistanceKernel.WIDTH;
  private static final int QUERIES = DistanceKernel.QUERIES;

  /** Points that one piece of work does. */
  private static final int BLOCK = 64;

  private DistanceRows() {}

  /** Takes one row; called by several threads, each with rows of its own. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param query which of the chosen points
     * @param squared its squared distance to every point; beyond the last point infinite, to a
     *     multiple of 32. Another row's after the call.
     */
    void row(int query, float[] squared);
  }

  /** Visits the rows of the points that {@code chosen} names, in any order. */
  public static void each(Points points, int[] chosen, Workers workers, Visitor visitor) {
    Panels panels = Panels.of(points);
    DistanceKernel kernel = DistanceKernel.best();
    workers.each(
        (chosen.length + BLOCK - 1) / BLOCK,
        block -> {
          float[][] rows = new float[QUERIES][panels.panels() * WIDTH];
          float[] out = new float[QUERIES * WIDTH];
          int to = Math.min(chosen.length, (block + 1) * BLOCK);
          for (int from = block * BLOCK; from < to; from += QUERIES) {
            int end = Math.min(to, from + QUERIES);
            fill(kernel, points, chosen, from, end, panels, out, rows);
            for (int i = from; i < end; i++) visitor.row(i, rows[i - from]);
          }
        });
  }

  private static void fill(
      DistanceKernel kernel,
      Points points,
      int[] chosen,
      int from,
      int to,
      Panels panels,
      float[] out,
      float[][] rows) {
    int d = points.dimensions();
    int last = to - 1;
    for (int panel = 0; panel < panels.panels(); panel++) {
      kernel.squared(
          points.values(),
          chosen[from] * d,
          chosen[Math.min(from + 1, last)] * d,
          chosen[Math.min(from + 2, last)] * d,
          chosen[Math.min(from + 3, last)] * d,
          d,
          panels.values(),
          panels.start(panel),
          out);
      for (int i = 0; i < to - from; i++) {
        System.arraycopy(out, i * WIDTH, rows[i], panel * WIDTH, WIDTH);
      }
    }
  }
}
