package dev.sonde.app.serve.points;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import java.util.Arrays;

/**
 * How far each point of a picture can be believed.
 *
 * @param neighbours that were looked at
 * @param shares for each point the share of its nearest vectors that are among its nearest in the
 *     picture; NaN for one that was not judged
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Trust(int neighbours, float[] shares) {

  /** Neighbours of a point, where there are points enough. */
  private static final int NEIGHBOURS = 12;

  /** Products of two numbers that may be computed: some ten seconds. */
  private static final long MOST_WORK = 100_000_000_000L;

  /**
   * Compares. Of very many vectors some are judged, at even steps, each among all.
   *
   * @param vectors [points × dimensions]
   * @param picture [points × 1 or 2]
   */
  public static Trust of(Points vectors, Points picture) {
    return of(vectors, picture, MOST_WORK);
  }

  static Trust of(Points vectors, Points picture, long mostWork) {
    int count = vectors.count();
    int k = Math.min(NEIGHBOURS, (count - 1) / 2);
    long each = (long) count * (vectors.dimensions() + picture.dimensions());
    int step = (int) Math.max(1, Math.ceilDiv(count, Math.max(1, mostWork / each)));
    int[] chosen = new int[Math.ceilDiv(count, step)];
    Arrays.setAll(chosen, i -> i * step);
    float[] shares = new float[count];
    Arrays.fill(shares, Float.NaN);
    try (Workers workers = Workers.of(Runtime.getRuntime().availableProcessors())) {
      NearestNeighbours before = NearestNeighbours.ofSome(vectors, chosen, k, workers);
      NearestNeighbours after = NearestNeighbours.ofSome(picture, chosen, k, workers);
      for (int i = 0; i < chosen.length; i++) {
        shares[chosen[i]] = kept(before, after, i, k) / (float) k;
      }
    }
    return new Trust(k, shares);
  }

  private static int kept(NearestNeighbours before, NearestNeighbours after, int point, int k) {
    int kept = 0;
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        if (before.index(point, a) == after.index(point, b)) kept++;
      }
    }
    return kept;
  }
}
