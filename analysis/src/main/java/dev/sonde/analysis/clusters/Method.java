package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;

/**
 * A way to cluster, with its settings. All vectors take part, and the same settings give the same
 * labels on any number of threads.
 */
public sealed interface Method
    permits Agglomerative.Settings,
        Dbscan.Settings,
        GaussianMixture.Settings,
        Hdbscan.Settings,
        KMeans.Settings,
        MeanShift.Settings,
        Optics.Settings,
        Spectral.Settings {
  /** Clusters {@code points}; what else the method finds comes from its own class. */
  Clustering cluster(Points points, Workers workers);
}
