package dev.sonde.analysis.clusters;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every clustering method returns.
 *
 * @param name the method's name, as {@code k-means}
 * @param settings everything that can change the labels, defaults and seed included
 * @param points how many vectors were clustered: all of them
 * @param clusters how many clusters there are
 * @param noise how many vectors belong to none
 * @param labels the cluster of each vector, {@link Labels#NOISE} for none
 */
public record Clustering(
    String name, Map<String, String> settings, int points, int clusters, int noise, Labels labels) {

  public Clustering {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** From labels that some method has found, a supervised one among them. */
  public static Clustering of(String name, Map<String, String> settings, int[] labels) {
    Labels kept = Labels.of(labels);
    return new Clustering(
        name, settings, labels.length, kept.distinct(), kept.count(Labels.NOISE), kept);
  }

  /** Share of the vectors that belong to no cluster, 0 … 1. */
  public double noiseShare() {
    return points == 0 ? 0 : (double) noise / points;
  }
}
