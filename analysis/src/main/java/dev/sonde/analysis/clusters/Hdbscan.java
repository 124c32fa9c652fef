package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import dev.sonde.analysis.neighbours.Walk;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * HDBSCAN* (Campello, Moulavi, Sander 2013): DBSCAN at every radius at once. The spanning tree of
 * the mutual reachability max(‖a−b‖, core(a), core(b)) is condensed to clusters of at least {@code
 * smallest} points, of which those with the greatest excess of mass Σ (1/d_leave − 1/d_born) are
 * taken; the rest is noise. The whole is never one cluster.
 *
 * <p>Time O(count² · dimensions), memory O(count).
 */
public final class Hdbscan {
  private Hdbscan() {}

  /**
   * @param smallest points of the smallest cluster, at least 2
   * @param neighbours the core distance is that to this many nearest, the point itself included
   */
  public record Settings(int smallest, int neighbours) implements Method {
    public Settings {
      if (smallest < 2 || neighbours < 1) {
        throw new IllegalArgumentException(
            "smallest must be at least 2 and neighbours at least 1, not %d and %d"
                .formatted(smallest, neighbours));
      }
    }

    /** Clusters of 5 or more, 5 neighbours. */
    public static Settings defaults() {
      return new Settings(5, 5);
    }

    @Override
    public Clustering cluster(Points points, Workers workers) {
      return Hdbscan.of(points, this, workers);
    }
  }

  public static Clustering of(Points points, Settings settings, Workers workers) {
    int n = points.count();
    if (n < settings.neighbours) {
      throw new IllegalArgumentException(
          "%d points, but the core distance needs %d".formatted(n, settings.neighbours));
    }
    float[] core = new float[n];
    if (settings.neighbours > 1) {
      int rank = settings.neighbours - 1;
      NearestNeighbours near = NearestNeighbours.of(points, rank, workers);
      for (int i = 0; i < n; i++) {
        core[i] = near.squaredDistance(i, rank - 1);
      }
    }
    Walk walk = Walk.of(points, core, true, Float.POSITIVE_INFINITY);
    int[] labels = new Condensed(SpanningTree.of(walk, n), settings.smallest).labels();
    Map<String, String> said = new LinkedHashMap<>();
    said.put("smallest", Integer.toString(settings.smallest));
    said.put("neighbours", Integer.toString(settings.neighbours));
    return Clustering.of("hdbscan", said, labels);
  }
}
