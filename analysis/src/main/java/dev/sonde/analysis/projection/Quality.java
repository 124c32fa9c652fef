package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far a projection can be believed. Neighbourhoods leave the point itself out; ranks start at 1
 * with the nearest.
 *
 * @param points how many points were judged, each among all; fewer than there are if so asked
 * @param neighbours k of trustworthiness and continuity
 * @param trustworthiness 1 − 2/(nk(2n−3k−1)) Σ_i Σ_{j new in the projection} (rank in nD − k): 1
 *     where no point has come near that was not (Venna and Kaski 2001)
 * @param continuity the same with both sides exchanged: 1 where no neighbour has been torn away
 * @param hitBefore share of the 6 nearest in nD with the point's own label, or null without labels
 * @param hitAfter the same in the projection
 */
public record Quality(
    int points,
    int neighbours,
    double trustworthiness,
    double continuity,
    @Nullable Double hitBefore,
    @Nullable Double hitAfter) {

  /** Neighbours that vote in the neighbourhood hit. */
  public static final int HIT_NEIGHBOURS = 6;

  /** Without labels, k = 12 or what the number of points allows. */
  public static Quality of(Points points, Points projection, Workers workers) {
    return of(points, projection, null, Math.min(12, (points.count() - 1) / 2), workers);
  }

  /**
   * Costs two rows of distances per point: O(n² · dimensions) time, O(n · k) memory.
   *
   * @param labels one per point, or null
   * @param k neighbours, less than half the points
   */
  public static Quality of(
      Points points, Points projection, int @Nullable [] labels, int k, Workers workers) {
    return of(points, projection, labels, k, points.count(), workers);
  }

  /**
   * The same, judged by {@code most} points at even steps through their order, where there are
   * more: O(n · most · dimensions) time.
   */
  public static Quality of(
      Points points, Points projection, int @Nullable [] labels, int k, int most, Workers workers) {
    int n = points.count();
    if (projection.count() != n) {
      throw new IllegalArgumentException(
          "%d points, but %d projected".formatted(n, projection.count()));
    }
    if (k < 1 || 2 * k >= n || most < 1) {
      throw new IllegalArgumentException(
          "k must be at least 1 and less than half of the %d points, not %d; judged by at least 1"
              .formatted(n, k));
    }
    int[] judged = new int[Math.min(most, n)];
    Arrays.setAll(judged, i -> (int) ((long) i * n / judged.length));
    int listed = Math.max(k, Math.min(HIT_NEIGHBOURS, n - 1));
    NearestNeighbours before = NearestNeighbours.ofSome(points, judged, listed, workers);
    NearestNeighbours after = NearestNeighbours.ofSome(projection, judged, listed, workers);
    double scale = 2.0 / ((double) judged.length * k * (2.0 * n - 3.0 * k - 1));
    Double hitBefore = labels == null ? null : hit(before, judged, labels);
    Double hitAfter = labels == null ? null : hit(after, judged, labels);
    return new Quality(
        judged.length,
        k,
        1 - scale * Intrusion.sum(points, judged, before, after, k, workers),
        1 - scale * Intrusion.sum(projection, judged, after, before, k, workers),
        hitBefore,
        hitAfter);
  }

  /** Share of the nearest neighbours (6, or fewer if there are fewer) that have the same label. */
  public static double neighbourhoodHit(Points points, int[] labels, Workers workers) {
    int k = Math.min(HIT_NEIGHBOURS, points.count() - 1);
    int[] all = new int[points.count()];
    Arrays.setAll(all, i -> i);
    return hit(NearestNeighbours.of(points, k, workers), all, labels);
  }

  private static double hit(NearestNeighbours near, int[] judged, int[] labels) {
    int k = Math.min(HIT_NEIGHBOURS, near.k());
    long same = 0;
    for (int i = 0; i < near.count(); i++) {
      for (int r = 0; r < k; r++) {
        same += labels[near.index(i, r)] == labels[judged[i]] ? 1 : 0;
      }
    }
    return (double) same / near.count() / k;
  }

  /** Σ_i Σ_{j among i's k listed neighbours} max(0, rank of j in {@code points} − k). */
  private static final class Intrusion {
    private static final int WIDTH = DistanceKernel.WIDTH;
    private static final int BLOCK = 64;

    private final DistanceKernel kernel = DistanceKernel.best();
    private final Points points;
    private final int[] judged;
    private final Panels panels;
    private final float[][] rows;
    private final float[] out = new float[DistanceKernel.QUERIES * WIDTH];

    private Intrusion(Points points, int[] judged, Panels panels) {
      this.points = points;
      this.judged = judged;
      this.panels = panels;
      this.rows = new float[DistanceKernel.QUERIES][panels.panels() * WIDTH];
    }

    static double sum(
        Points points,
        int[] judged,
        NearestNeighbours own,
        NearestNeighbours listed,
        int k,
        Workers workers) {
      int n = judged.length;
      Panels panels = Panels.of(points);
      long[] sums = new long[(n + BLOCK - 1) / BLOCK];
      workers.each(
          sums.length,
          block -> {
            Intrusion rows = new Intrusion(points, judged, panels);
            int to = Math.min(n, (block + 1) * BLOCK);
            for (int i = block * BLOCK; i < to; i += DistanceKernel.QUERIES) {
              sums[block] += rows.four(i, Math.min(to, i + DistanceKernel.QUERIES), own, listed, k);
            }
          });
      return Arrays.stream(sums).sum();
    }

    private long four(int from, int to, NearestNeighbours own, NearestNeighbours listed, int k) {
      int d = points.dimensions();
      int last = to - 1;
      for (int panel = 0; panel < panels.panels(); panel++) {
        kernel.squared(
            points.values(),
            judged[from] * d,
            judged[Math.min(from + 1, last)] * d,
            judged[Math.min(from + 2, last)] * d,
            judged[Math.min(from + 3, last)] * d,
            d,
            panels.values(),
            panels.start(panel),
            out);
        for (int i = from; i < to; i++) {
          System.arraycopy(out, (i - from) * WIDTH, rows[i - from], panel * WIDTH, WIDTH);
        }
      }
      long sum = 0;
      for (int i = from; i < to; i++) {
        float[] row = rows[i - from];
        for (int r = 0; r < k; r++) {
          // Nearer than the k-th of its own: the rank is at most k and adds nothing.
          if (row[listed.index(i, r)] >= own.squaredDistance(i, k - 1)) {
            sum += Math.max(0, rank(row, judged[i], listed.index(i, r)) - k);
          }
        }
      }
      return sum;
    }

    /** Of equally distant points the smaller index comes first, the point itself before all. */
    private int rank(float[] row, int self, int other) {
      float distance = row[other];
      int nearer = distance == 0 ? 0 : kernel.count(row, Math.nextDown(distance));
      if (kernel.count(row, distance) > nearer + 1) {
        for (int j = 0; j < other; j++) {
          nearer += row[j] == distance && j != self ? 1 : 0;
        }
      }
      return nearer + (distance == 0 ? 1 : 0);
    }
  }
}
