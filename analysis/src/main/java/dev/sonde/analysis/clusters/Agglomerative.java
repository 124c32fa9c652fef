package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.Walk;
import dev.sonde.settings.Bounds;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Hierarchical clustering from single points upwards: by Ward's criterion or by single linkage,
 * both in O(count) memory.
 *
 * <p>Ward by the chain of nearest neighbours (Murtagh 1983), where the distance of two clusters
 * comes from their centres and sizes, √(2|A||B|/(|A|+|B|))·‖a − b‖, so no table of distances is
 * needed; O(count² · dimensions) time. Single linkage from the minimum spanning tree.
 *
 * @param clustering the labels at the cut, numbered by the clusters' first points
 * @param tree all merges
 */
public record Agglomerative(Clustering clustering, Dendrogram tree) {

  /** What the distance of two clusters is. */
  public enum Linkage {
    /** The growth of the scatter within clusters. */
    WARD,
    /** The distance of the two nearest points. */
    SINGLE
  }

  /**
   * @param clusters how many are left
   */
  public record Settings(int clusters, Linkage linkage) implements Method {
    public Settings {
      Bounds.atLeast("clusters", clusters, 1);
    }

    /** Ward's criterion. */
    public static Settings of(int clusters) {
      return new Settings(clusters, Linkage.WARD);
    }

    @Override
    public Clustering cluster(Points points, Workers workers) {
      return Agglomerative.of(points, this, workers).clustering();
    }
  }

  public static Agglomerative of(Points points, Settings settings, Workers workers) {
    if (settings.clusters < 1 || settings.clusters > points.count()) {
      throw new IllegalArgumentException(
          "%d clusters of %d points".formatted(settings.clusters, points.count()));
    }
    Dendrogram tree =
        switch (settings.linkage) {
          case WARD -> WardChain.of(points, workers);
          case SINGLE -> single(points);
        };
    Map<String, String> said = new LinkedHashMap<>();
    said.put("clusters", Integer.toString(settings.clusters));
    said.put("linkage", settings.linkage.name().toLowerCase(Locale.ROOT));
    return new Agglomerative(
        Clustering.of("agglomerative", said, tree.cut(settings.clusters)), tree);
  }

  private static Dendrogram single(Points points) {
    int n = points.count();
    return SpanningTree.of(Walk.of(points, new float[n], true, Float.POSITIVE_INFINITY), n);
  }
}
