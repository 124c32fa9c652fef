package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.NearestNeighbours;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Spectral clustering (Ng, Jordan, Weiss 2001; as in von Luxburg 2007): k-means on the first
 * eigenvectors of the normalised Laplacian of the graph of nearest neighbours, ½ for a one-sided
 * neighbour and 1 for a mutual one (scikit-learn's {@code affinity="nearest_neighbors"}).
 *
 * <p>The graph is sparse; memory O(count · (neighbours + 24 · (clusters + 4))). Where many vectors
 * are nearly equal it falls into more parts than there shall be clusters; its first eigenvectors
 * then only number the parts, and any choice among them is arbitrary. In this case the vectors are
 * first gathered around {@value #MOST} k-means centres, the graph of the centres is cut, and every
 * vector goes with its centre (Yan, Huang, Jordan 2009). Equal vectors go together whatever their
 * neighbours are.
 */
public final class Spectral {
  private static final int MOST = 512;

  private Spectral() {}

  /**
   * @param clusters how many
   * @param neighbours edges per point, the point itself included
   * @param seed of the first vectors and of k-means
   */
  public record Settings(int clusters, int neighbours, long seed) implements Method {
    public Settings {
      if (clusters < 1 || neighbours < 2) {
        throw new IllegalArgumentException(
            "clusters must be at least 1 and neighbours at least 2, not %d and %d"
                .formatted(clusters, neighbours));
      }
    }

    /** 10 neighbours, seed 0. */
    public static Settings of(int clusters) {
      return new Settings(clusters, 10, 0);
    }

    @Override
    public Clustering cluster(Points points, Workers workers) {
      return Spectral.of(points, this, workers);
    }
  }

  public static Clustering of(Points points, Settings settings, Workers workers) {
    if (settings.clusters > points.count()) {
      throw new IllegalArgumentException(
          "%d clusters of %d points".formatted(settings.clusters, points.count()));
    }
    Distinct distinct = Distinct.of(points);
    if (distinct.count() <= settings.clusters) return said(settings, 0, distinct.toInts());
    NeighbourGraph graph = graph(points, settings, workers);
    boolean scattered = graph.parts() > settings.clusters && points.count() > MOST;
    int[] labels = scattered ? ofCentres(points, settings, workers) : cut(graph, settings, workers);
    distinct.join(labels);
    return said(settings, scattered ? centres(settings) : 0, labels);
  }

  private static Clustering said(Settings settings, int centres, int[] labels) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("clusters", Integer.toString(settings.clusters));
    said.put("neighbours", Integer.toString(settings.neighbours));
    said.put("centres", Integer.toString(centres));
    said.put("seed", Long.toString(settings.seed));
    return Clustering.of("spectral", said, labels);
  }

  private static NeighbourGraph graph(Points points, Settings settings, Workers workers) {
    int k = Math.min(settings.neighbours, points.count()) - 1;
    return NeighbourGraph.of(NearestNeighbours.of(points, k, workers));
  }

  private static int[] cut(NeighbourGraph graph, Settings settings, Workers workers) {
    double[][] vectors = Krylov.leading(graph, settings.clusters, settings.seed, workers);
    int n = graph.size();
    float[] embedding = new float[n * settings.clusters];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < settings.clusters; c++) {
        embedding[i * settings.clusters + c] = (float) (vectors[c][i] * Math.sqrt(n));
      }
    }
    KMeans.Settings kMeans = KMeans.Settings.of(settings.clusters).withSeed(settings.seed);
    return KMeans.of(Points.of(embedding, n, settings.clusters), kMeans, workers)
        .clustering()
        .labels()
        .toInts();
  }

  private static int centres(Settings settings) {
    return Math.max(MOST, 4 * settings.clusters);
  }

  private static int[] ofCentres(Points points, Settings settings, Workers workers) {
    KMeans.Settings gather =
        new KMeans.Settings(
            Math.min(points.count(), centres(settings)), 1, 30, 1e-3, settings.seed);
    KMeans near = KMeans.of(points, gather, workers);
    int[] ofCentre = cut(graph(near.centres(), settings, workers), settings, workers);
    int[] labels = near.clustering().labels().toInts();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = ofCentre[labels[i]];
    }
    return labels;
  }
}
