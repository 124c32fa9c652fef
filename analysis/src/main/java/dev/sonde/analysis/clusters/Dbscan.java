package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.DistanceKernel;
import dev.sonde.analysis.kernel.Panels;
import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Sweep;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.analysis.neighbours.Radius;
import dev.sonde.analysis.neighbours.Reach;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * DBSCAN (Ester et al., KDD 1996): a point with at least {@code minimum} points (itself included)
 * within {@code epsilon} is a core point; clusters are the core points that reach one another in
 * steps of {@code epsilon}; what is not core but within {@code epsilon} of a core point joins the
 * first such cluster; the rest is noise. Clusters are numbered by their first core point, as
 * scikit-learn does, so the labels are the same numbers.
 *
 * <p>Memory: one copy of the points.
 */
public final class Dbscan {
  private Dbscan() {}

  /**
   * @param epsilon radius, at least 0
   * @param minimum points within it that make a core point, itself included
   */
  public record Settings(double epsilon, int minimum) implements Method {
    public Settings {
      if (!(epsilon >= 0) || minimum < 1) {
        throw new IllegalArgumentException(
            "epsilon must be at least 0 and minimum at least 1, not %s and %d"
                .formatted(epsilon, minimum));
      }
    }

    /** ε = 0.5, 5 points. */
    public static Settings defaults() {
      return new Settings(.5, 5);
    }

    @Override
    public Clustering cluster(Points points, Workers workers) {
      return Dbscan.of(points, this, workers);
    }
  }

  public static Clustering of(Points points, Settings settings, Workers workers) {
    int n = points.count();
    int[] near = Radius.counts(points, settings.epsilon, settings.minimum, workers);
    int[] core = new int[n];
    int cores = 0;
    for (int i = 0; i < n; i++) {
      if (near[i] >= settings.minimum) {
        core[cores++] = i;
      }
    }
    core = Arrays.copyOf(core, cores);
    int[] component = Reach.components(points.select(core), settings.epsilon, workers);
    int[] labels = new int[n];
    Arrays.fill(labels, Labels.NOISE);
    for (int i = 0; i < cores; i++) {
      labels[core[i]] = component[i];
    }
    joinBorder(points, settings.epsilon, core, labels, workers);
    Map<String, String> said = new LinkedHashMap<>();
    said.put("epsilon", Double.toString(settings.epsilon));
    said.put("minimum", Integer.toString(settings.minimum));
    return Clustering.of("dbscan", said, labels);
  }

  /** Core points in the order of their clusters: the first one in reach decides. */
  private static void joinBorder(
      Points points, double epsilon, int[] core, int[] labels, Workers workers) {
    int[] ordered =
        Arrays.stream(core)
            .mapToLong(i -> (long) labels[i] << 32 | i)
            .sorted()
            .mapToInt(pair -> (int) pair)
            .toArray();
    int[] rest = new int[labels.length - core.length];
    for (int i = 0, at = 0; i < labels.length; i++) {
      if (labels[i] < 0) {
        rest[at++] = i;
      }
    }
    Panels panels = Panels.of(points, ordered, ordered.length);
    Points queries = points.select(rest);
    DistanceKernel kernel = DistanceKernel.best();
    float limit = (float) (epsilon * epsilon);
    workers.each(
        (rest.length + Sweep.BLOCK - 1) / Sweep.BLOCK,
        block -> {
          int from = block * Sweep.BLOCK;
          int to = Math.min(rest.length, from + Sweep.BLOCK);
          Sweep.over(
              kernel,
              queries,
              from,
              to,
              panels,
              (query, first, out, at) -> {
                int bits = kernel.within(out, at, limit);
                if (bits != 0 && labels[rest[query]] < 0) {
                  labels[rest[query]] =
                      labels[ordered[first + Integer.numberOfTrailingZeros(bits)]];
                }
              });
        });
  }
}
