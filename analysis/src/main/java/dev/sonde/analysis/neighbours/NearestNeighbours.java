package dev.sonde.analysis.neighbours;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Sweep;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * The k nearest neighbours of every point, nearest first, exact; equally near ones in the order of
 * their indices.
 *
 * <pre>{@code
 * try (Workers workers = Workers.of(2)) {
 *   NearestNeighbours near = NearestNeighbours.of(points, 15, workers);
 *   near.index(7, 0);    // the nearest neighbour of point 7 (not point 7 itself)
 *   near.distance(7, 0); // how far it is
 * }
 * }</pre>
 *
 * <p>Costs count² · dimensions / 16 vector operations and count · k of memory.
 */
public final class NearestNeighbours {
  private final int count;
  private final int k;
  private final int[] indices;
  private final float[] squared;

  private NearestNeighbours(int count, int k, int[] indices, float[] squared) {
    this.count = count;
    this.k = k;
    this.indices = indices;
    this.squared = squared;
  }

  /** For each of {@code points}, its k nearest among the others. */
  public static NearestNeighbours of(Points points, int k, Workers workers) {
    return of(points, k, workers, DistanceKernel.best());
  }

  static NearestNeighbours of(Points points, int k, Workers workers, DistanceKernel kernel) {
    return search(points, points, k, true, workers, kernel);
  }

  /** For each of {@code queries}, its k nearest among {@code points}. */
  public static NearestNeighbours of(Points queries, Points points, int k, Workers workers) {
    return search(queries, points, k, false, workers, DistanceKernel.best());
  }

  /**
   * From a table of squared distances, [count × count]; the diagonal is not read.
   *
   * @param squared not negative
   */
  public static NearestNeighbours ofDistances(double[][] squared, int k, Workers workers) {
    int n = squared.length;
    if (k < 1 || k >= n) {
      throw new IllegalArgumentException(
          "k must lie between 1 and %d (the other points), not %d".formatted(n - 1, k));
    }
    int[] indices = new int[Math.multiplyExact(n, k)];
    float[] nearest = new float[indices.length];
    workers.each(
        n,
        i -> {
          Nearest kept = new Nearest(k);
          for (int j = 0; j < n; j++) {
            if (j != i) {
              kept.add((float) squared[i][j], j);
            }
          }
          kept.drain(indices, nearest, i * k);
        });
    return new NearestNeighbours(n, k, indices, nearest);
  }

  private static NearestNeighbours search(
      Points queries,
      Points points,
      int k,
      boolean leaveOutSelf,
      Workers workers,
      DistanceKernel kernel) {
    int most = points.count() - (leaveOutSelf ? 1 : 0);
    if (k < 1 || k > most) {
      throw new IllegalArgumentException(
          "k must lie between 1 and %d (the other points), not %d".formatted(most, k));
    }
    int n = queries.count();
    int[] indices = new int[Math.multiplyExact(n, k)];
    float[] squared = new float[indices.length];
    Panels panels = Panels.of(points);
    workers.each(
        (n + Sweep.BLOCK - 1) / Sweep.BLOCK,
        block -> {
          int from = block * Sweep.BLOCK;
          int to = Math.min(n, from + Sweep.BLOCK);
          List<Nearest> kept = new ArrayList<>();
          for (int i = from; i < to; i++) {
            kept.add(new Nearest(k));
          }
          Sweep.over(
              kernel,
              queries,
              from,
              to,
              panels,
              (query, first, out, at) ->
                  take(kernel, kept.get(query - from), first, out, at, leaveOutSelf ? query : -1));
          for (int i = from; i < to; i++) {
            kept.get(i - from).drain(indices, squared, i * k);
          }
        });
    return new NearestNeighbours(n, k, indices, squared);
  }

  private static void take(
      DistanceKernel kernel, Nearest kept, int first, float[] out, int at, int leaveOut) {
    int bits = kernel.below(out, at, kept.limit());
    while (bits != 0) {
      int lane = Integer.numberOfTrailingZeros(bits);
      bits &= bits - 1;
      if (first + lane != leaveOut) {
        kept.add(out[at + lane], first + lane);
      }
    }
  }

  public int count() {
    return count;
  }

  public int k() {
    return k;
  }

  /** Index of the {@code rank}-th nearest point (rank 0 is the nearest). */
  public int index(int point, int rank) {
    return indices[point * k + rank];
  }

  /** Euclidean distance to the {@code rank}-th nearest point. */
  public float distance(int point, int rank) {
    return (float) Math.sqrt(squared[point * k + rank]);
  }

  /** Squared distance to the {@code rank}-th nearest point. */
  public float squaredDistance(int point, int rank) {
    return squared[point * k + rank];
  }
}
