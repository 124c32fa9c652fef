package dev.sonde.analysis.kernel;

/**
 * Distances from a block of queries to all points, panel by panel: what is near in memory is used
 * together, and no more than [4 × 32] distances exist at a time.
 */
public final class Sweep {
  private Sweep() {}

  /** Queries that share a panel while it is in the cache. */
  public static final int BLOCK = 64;

  /** Takes the 32 distances of one query to one panel. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param query the query's index
     * @param first index of the panel's first point
     * @param squared where the squared distances stand, from {@code at} on; beyond the last point
     *     they are infinite
     */
    void visit(int query, int first, float[] squared, int at);
  }

  /**
   * Visits all panels for the queries from … to−1. For one query the panels come in ascending
   * order.
   */
  public static void over(
      DistanceKernel kernel, Points queries, int from, int to, Panels panels, Visitor visitor) {
    int d = queries.dimensions();
    if (d != panels.dimensions()) {
      throw new IllegalArgumentException(
          "queries have %d dimensions, points %d".formatted(d, panels.dimensions()));
    }
    float[] rows = queries.values();
    float[] out = new float[DistanceKernel.QUERIES * DistanceKernel.WIDTH];
    for (int panel = 0; panel < panels.panels(); panel++) {
      panel(kernel, rows, from, to, d, panels, panel, out, visitor);
    }
  }

  private static void panel(
      DistanceKernel kernel,
      float[] rows,
      int from,
      int to,
      int d,
      Panels panels,
      int panel,
      float[] out,
      Visitor visitor) {
    int first = panel * DistanceKernel.WIDTH;
    int start = panels.start(panel);
    for (int q = from; q < to; q += DistanceKernel.QUERIES) {
      int last = to - 1;
      kernel.squared(
          rows,
          q * d,
          Math.min(q + 1, last) * d,
          Math.min(q + 2, last) * d,
          Math.min(q + 3, last) * d,
          d,
          panels.values(),
          start,
          out);
      int end = Math.min(to, q + DistanceKernel.QUERIES);
      for (int i = q; i < end; i++) {
        visitor.visit(i, first, out, (i - q) * DistanceKernel.WIDTH);
      }
    }
  }
}
