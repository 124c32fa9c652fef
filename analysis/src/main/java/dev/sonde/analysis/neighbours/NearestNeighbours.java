package dev.sonde.analysis.neighbours;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Sweep;
import dev.sonde.analysis.kernel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final double recall;

  private NearestNeighbours(int count, int k, int[] indices, float[] squared) {
    this(count, k, indices, squared, 1);
  }

  private NearestNeighbours(int count, int k, int[] indices, float[] squared, double recall) {
    this.recall = recall;
    this.count = count;
    this.k = k;
    this.indices = indices;
    this.squared = squared;
  }

  /** More points than this have approximate neighbours in {@link #ofMany}. */
  public static final int EXACT = 100_000;

  static NearestNeighbours approximate(
      int count, int k, int[] indices, float[] squared, double recall) {
    return new NearestNeighbours(count, k, indices, squared, recall);
  }

  /**
   * For each of {@code points}, its k nearest among the others: exact up to {@link #EXACT} points,
   * by a {@link NeighbourForest} beyond.
   */
  public static NearestNeighbours ofMany(Points points, int k, Workers workers) {
    return points.count() <= EXACT
        ? of(points, k, workers)
        : NeighbourForest.of(points, k, NeighbourForest.Settings.forNeighbours(k), workers);
  }

  /** For each of {@code points}, its k nearest among the others. */
  public static NearestNeighbours of(Points points, int k, Workers workers) {
    return of(points, k, workers, DistanceKernel.best());
  }

  static NearestNeighbours of(Points points, int k, Workers workers, DistanceKernel kernel) {
    return search(points, points, identity(points.count()), k, workers, kernel);
  }

  /** For each of {@code queries}, its k nearest among {@code points}. */
  public static NearestNeighbours of(Points queries, Points points, int k, Workers workers) {
    int[] none = new int[queries.count()];
    Arrays.fill(none, -1);
    return search(queries, points, none, k, workers, DistanceKernel.best());
  }

  /** For each point that {@code chosen} names, its k nearest among the others, in that order. */
  public static NearestNeighbours ofSome(Points points, int[] chosen, int k, Workers workers) {
    return search(points.select(chosen), points, chosen, k, workers, DistanceKernel.best());
  }

  /** Takes a row of distances together with the neighbours that were found in it. */
  @FunctionalInterface
  public interface RowVisitor {
    /**
     * @param query which of the chosen points
     * @param squared as {@link DistanceRows.Visitor} has it
     * @param reach the squared distance of the query's neighbour of the rank asked for
     */
    void row(int query, float[] squared, float reach);
  }

  /**
   * As {@link #ofSome(Points, int[], int, Workers)}, and shows each row of distances on the way.
   *
   * @param rank of the neighbour whose distance the visitor is told, from 0
   */
  public static NearestNeighbours ofSome(
      Points points, int[] chosen, int k, int rank, Workers workers, RowVisitor visitor) {
    int most = points.count() - 1;
    if (rank < 0 || rank >= k) {
      throw new IllegalArgumentException("rank " + rank + " of " + k + " neighbours");
    }
    if (k > most) {
      throw new IllegalArgumentException(
          "k must lie between 1 and %d (the other points), not %d".formatted(most, k));
    }
    int[] indices = new int[Math.multiplyExact(chosen.length, k)];
    float[] nearest = new float[indices.length];
    DistanceKernel kernel = DistanceKernel.best();
    DistanceRows.each(
        points,
        chosen,
        workers,
        (query, squared) -> {
          Nearest kept = new Nearest(k);
          for (int first = 0; first < squared.length; first += DistanceKernel.WIDTH) {
            take(kernel, kept, first, squared, first, chosen[query]);
          }
          kept.drain(indices, nearest, query * k);
          visitor.row(query, squared, nearest[query * k + rank]);
        });
    return new NearestNeighbours(chosen.length, k, indices, nearest);
  }

  private static int[] identity(int n) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    return all;
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

  /**
   * @param self which point each query is, and so is left out; −1 for none
   */
  private static NearestNeighbours search(
      Points queries, Points points, int[] self, int k, Workers workers, DistanceKernel kernel) {
    int most = points.count() - (self.length > 0 && self[0] >= 0 ? 1 : 0);
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
                  take(kernel, kept.get(query - from), first, out, at, self[query]));
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

  /** Share of the true neighbours among these, measured on a sample; 1 where they are exact. */
  public double recall() {
    return recall;
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
