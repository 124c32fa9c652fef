package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import dev.sonde.analysis.neighbours.Walk;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * OPTICS (Ankerst et al., SIGMOD 1999): all points in the order of a walk to the next reachable
 * one, with the distance at which each was reached; valleys of that plot are clusters. The clusters
 * are taken by steepness ξ with the correction of predecessors of Schubert and Gertz (LWDA 2018);
 * scikit-learn before 1.5 applies that correction to the wrong index. A cluster is a span of the
 * walk: where it ends, it may part equal vectors.
 *
 * <p>Time O(count²), memory O(count).
 *
 * @param clustering labels of the smallest clusters; what lies in none is noise
 * @param plot the walk
 */
public record Optics(Clustering clustering, Reachability plot) {

  /**
   * @param minimum points that make a neighbourhood, the point itself included; at least 2
   * @param xi steepness 0 … 1 that ends a cluster
   * @param smallest points of the smallest cluster, at least 2
   * @param farthest points farther apart than this do not reach each other; may be infinite
   */
  public record Settings(int minimum, double xi, int smallest, double farthest) implements Method {
    public Settings {
      if (minimum < 2 || smallest < 2 || !(xi > 0 && xi < 1) || !(farthest > 0)) {
        throw new IllegalArgumentException(
            "minimum and smallest must be at least 2, xi between 0 and 1, farthest positive; not"
                + " %d, %d, %s, %s".formatted(minimum, smallest, xi, farthest));
      }
    }

    /** 5 points, ξ = 0.05, clusters of 5 or more, any distance. */
    public static Settings defaults() {
      return new Settings(5, .05, 5, Double.POSITIVE_INFINITY);
    }

    @Override
    public Clustering cluster(Points points, Workers workers) {
      return Optics.of(points, this, workers).clustering();
    }
  }

  public static Optics of(Points points, Settings settings, Workers workers) {
    int n = points.count();
    if (n < settings.minimum) {
      throw new IllegalArgumentException(
          "%d points, but a neighbourhood needs %d".formatted(n, settings.minimum));
    }
    int rank = settings.minimum - 1;
    NearestNeighbours near = NearestNeighbours.of(points, rank, workers);
    float farthest = (float) (settings.farthest * settings.farthest);
    float[] core = new float[n];
    for (int i = 0; i < n; i++) {
      float squared = near.squaredDistance(i, rank - 1);
      core[i] = squared <= farthest ? squared : Float.POSITIVE_INFINITY;
    }
    Reachability plot = Reachability.of(Walk.of(points, core, false, farthest), core);
    int[] labels = new int[n];
    Arrays.fill(labels, Labels.NOISE);
    int label = 0;
    for (XiClusters.Span span :
        XiClusters.of(plot, settings.xi, settings.minimum, settings.smallest)) {
      boolean free = true;
      for (int i = span.from(); i <= span.to() && free; i++) {
        free = labels[plot.point(i)] == Labels.NOISE;
      }
      if (free) {
        for (int i = span.from(); i <= span.to(); i++) {
          labels[plot.point(i)] = label;
        }
        label++;
      }
    }
    Map<String, String> said = new LinkedHashMap<>();
    said.put("minimum", Integer.toString(settings.minimum));
    said.put("xi", Double.toString(settings.xi));
    said.put("smallest", Integer.toString(settings.smallest));
    said.put("farthest", Double.toString(settings.farthest));
    return new Optics(Clustering.of("optics", said, labels), plot);
  }
}
