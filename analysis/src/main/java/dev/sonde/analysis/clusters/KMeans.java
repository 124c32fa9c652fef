package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Columns;
import dev.sonde.analysis.kernel.Covariance;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.settings.Bounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * k-means by Lloyd's iteration from greedy k-means++ starts (Arthur and Vassilvitskii, SODA 2007,
 * with 2 + ⌊ln k⌋ candidates a step as in scikit-learn); the start with the smallest inertia wins.
 *
 * <p>Equal vectors share a cluster. So where there are no more distinct vectors than clusters were
 * asked for, each distinct vector is a cluster, and there are no others.
 *
 * @param clustering the labels; every cluster has at least one vector
 * @param centres [clusters × dimensions]
 * @param inertia sum of squared distances to the centres
 * @param iterations of the best start; 0 if none was needed
 */
public record KMeans(Clustering clustering, Points centres, double inertia, int iterations) {

  /**
   * @param clusters k
   * @param starts independent starts
   * @param iterations at most, each
   * @param tolerance a start ends when the centres move by less than this share of the mean
   *     variance per dimension (sum of squares), or no label changes
   * @param seed of the starts
   */
  public record Settings(int clusters, int starts, int iterations, double tolerance, long seed)
      implements Method {
    public Settings {
      Bounds.atLeast("tolerance", tolerance, 0);
      if (clusters < 1 || starts < 1 || iterations < 1) {
        throw new IllegalArgumentException(
            "clusters, starts and iterations must be at least 1, not %d, %d, %d"
                .formatted(clusters, starts, iterations));
      }
    }

    /** 10 starts, at most 300 iterations, tolerance 1e-4, seed 0. */
    public static Settings of(int clusters) {
      return new Settings(clusters, 10, 300, 1e-4, 0);
    }

    public Settings withSeed(long newSeed) {
      return new Settings(clusters, starts, iterations, tolerance, newSeed);
    }

    @Override
    public Clustering cluster(Points points, Workers workers) {
      return KMeans.of(points, this, workers).clustering();
    }

    private Map<String, String> said() {
      Map<String, String> said = new LinkedHashMap<>();
      said.put("clusters", Integer.toString(clusters));
      said.put("starts", Integer.toString(starts));
      said.put("iterations", Integer.toString(iterations));
      said.put("tolerance", Double.toString(tolerance));
      said.put("seed", Long.toString(seed));
      return said;
    }
  }

  public static KMeans of(Points points, Settings settings, Workers workers) {
    if (settings.clusters > points.count()) {
      throw new IllegalArgumentException(
          "%d clusters of %d points: take at most as many clusters as there are points"
              .formatted(settings.clusters, points.count()));
    }
    Distinct distinct = Distinct.of(points);
    if (distinct.count() <= settings.clusters) return ofDistinct(points, distinct, settings);
    Columns columns = Columns.of(points);
    double shift = settings.tolerance * meanVariance(points);
    List<LloydRun> runs = new ArrayList<>(Collections.nCopies(settings.starts, null));
    workers.each(
        settings.starts,
        start -> {
          LloydRun run = new LloydRun(points, columns, distinct, settings.clusters);
          run.start(settings.seed * 0x9E3779B97F4A7C15L + start);
          run.iterate(settings.iterations, shift);
          runs.set(start, run);
        });
    LloydRun best = runs.getFirst();
    for (LloydRun run : runs) {
      best = run.inertia() < best.inertia() ? run : best;
    }
    Clustering clustering = Clustering.of("k-means", settings.said(), best.labels());
    return new KMeans(clustering, best.centres(), best.inertia(), best.iterations());
  }

  /** The best there is: every vector is its centre. */
  private static KMeans ofDistinct(Points points, Distinct distinct, Settings settings) {
    int[] labels = distinct.toInts();
    int[] first = new int[distinct.count()];
    for (int i = labels.length - 1; i >= 0; i--) first[labels[i]] = i;
    return new KMeans(
        Clustering.of("k-means", settings.said(), labels), points.select(first), 0, 0);
  }

  /** Variance of a dimension (divisor n), mean over the dimensions. */
  private static double meanVariance(Points points) {
    double[] means = Covariance.mean(points);
    double sum = 0;
    for (int i = 0; i < points.count(); i++) {
      for (int k = 0; k < means.length; k++) {
        double difference = points.at(i, k) - means[k];
        sum += difference * difference;
      }
    }
    return sum / points.count() / means.length;
  }
}
