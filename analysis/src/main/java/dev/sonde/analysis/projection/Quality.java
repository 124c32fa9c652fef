package dev.sonde.analysis.projection;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.DistanceRows;
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

  private static final DistanceKernel KERNEL = DistanceKernel.best();

  /** Neighbours that vote in the neighbourhood hit. */
  public static final int HIT_NEIGHBOURS = 6;

  /** Without labels, k = 12 or what the number of points allows. */
  public static Quality of(Points points, Points projection, Workers workers) {
    return of(points, projection, null, Math.min(12, (points.count() - 1) / 2), workers);
  }

  /**
   * Costs a row of distances per point, and two in the projection: O(n² · dimensions) time, O(n ·
   * k) memory.
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
    NearestNeighbours after = NearestNeighbours.ofSome(projection, judged, listed, workers);
    long[] come = new long[judged.length];
    NearestNeighbours before =
        NearestNeighbours.ofSome(
            points,
            judged,
            listed,
            k - 1,
            workers,
            (i, row, reach) -> come[i] = intrusion(row, judged[i], i, reach, after, k));
    long[] gone = new long[judged.length];
    DistanceRows.each(
        projection,
        judged,
        workers,
        (i, row) -> {
          float reach = after.squaredDistance(i, k - 1);
          gone[i] = intrusion(row, judged[i], i, reach, before, k);
        });
    double scale = 2.0 / ((double) judged.length * k * (2.0 * n - 3.0 * k - 1));
    Double hitBefore = labels == null ? null : hit(before, judged, labels);
    Double hitAfter = labels == null ? null : hit(after, judged, labels);
    return new Quality(
        judged.length,
        k,
        1 - scale * Arrays.stream(come).sum(),
        1 - scale * Arrays.stream(gone).sum(),
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

  /**
   * Σ max(0, rank − k) over the k listed neighbours of a point, ranked by its row of distances.
   *
   * @param reach the distance of its own k-th neighbour in the row
   */
  private static long intrusion(
      float[] row, int self, int query, float reach, NearestNeighbours listed, int k) {
    long sum = 0;
    for (int r = 0; r < k; r++) {
      int other = listed.index(query, r);
      // Nearer than the k-th of its own: the rank is at most k and adds nothing.
      if (row[other] >= reach) sum += Math.max(0, rank(row, self, other) - k);
    }
    return sum;
  }

  /** Of equally distant points the smaller index comes first, the point itself before all. */
  private static int rank(float[] row, int self, int other) {
    float distance = row[other];
    long counts = KERNEL.counts(row, distance);
    int nearer = (int) counts;
    if ((int) (counts >>> 32) > nearer + 1) {
      for (int j = 0; j < other; j++) {
        nearer += row[j] == distance && j != self ? 1 : 0;
      }
    }
    return nearer + (distance == 0 ? 1 : 0);
  }
}
