package dev.sonde.analysis.clusters;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import dev.sonde.settings.Bounds;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mixture of Gaussians with full covariances, by expectation–maximisation from k-means (Dempster,
 * Laird, Rubin 1977); each vector goes to the component most likely to have made it.
 *
 * <p>Costs components · dimensions² multiply-adds a vector and step.
 *
 * @param logLikelihood mean over the vectors, in nats
 * @param iterations of the best start
 * @param converged whether that start ended before the most iterations
 */
public record GaussianMixture(
    Clustering clustering, double logLikelihood, int iterations, boolean converged) {

  /**
   * @param components how many; at most as many as there are distinct vectors are used
   * @param starts independent k-means starts; the likelihood has many local maxima
   * @param iterations at most, each
   * @param tolerance a start ends when the mean log-likelihood grows by less
   * @param floor added to the variance of every dimension
   * @param seed of the starts
   */
  public record Settings(
      int components, int starts, int iterations, double tolerance, double floor, long seed)
      implements Method {
    public Settings {
      Bounds.atLeast("tolerance", tolerance, 0);
      if (components < 1 || starts < 1 || iterations < 1 || !(floor > 0)) {
        throw new IllegalArgumentException(
            "components, starts, iterations and floor must be positive, not %d, %d, %d, %s"
                .formatted(components, starts, iterations, floor));
      }
    }

    /** Three starts, at most 100 iterations, tolerance 1e-3, floor 1e-6, seed 0. */
    public static Settings of(int components) {
      return new Settings(components, 3, 100, 1e-3, 1e-6, 0);
    }

    @Override
    public Clustering cluster(Points points, Workers workers) {
      return GaussianMixture.of(points, this, workers).clustering();
    }
  }

  public static GaussianMixture of(Points points, Settings settings, Workers workers) {
    int components = Math.min(settings.components, Distinct.of(points).count());
    Expectation best = null;
    int bestIterations = 0;
    boolean bestConverged = false;
    for (int start = 0; start < settings.starts; start++) {
      KMeans.Settings kMeans =
          new KMeans.Settings(components, 1, 300, 1e-4, settings.seed * 31 + start);
      int[] labels = KMeans.of(points, kMeans, workers).clustering().labels().toInts();
      Expectation run = new Expectation(points, components, settings.floor, workers);
      run.begin(labels);
      double before = Double.NEGATIVE_INFINITY;
      int iterations = 0;
      boolean converged = false;
      while (iterations < settings.iterations && !converged) {
        double now = run.step();
        converged = Math.abs(now - before) < settings.tolerance;
        before = now;
        iterations++;
      }
      run.expect();
      if (best == null || run.logLikelihood() > best.logLikelihood()) {
        best = run;
        bestIterations = iterations;
        bestConverged = converged;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no start");
    }
    Map<String, String> said = new LinkedHashMap<>();
    said.put("components", Integer.toString(settings.components));
    said.put("starts", Integer.toString(settings.starts));
    said.put("iterations", Integer.toString(settings.iterations));
    said.put("tolerance", Double.toString(settings.tolerance));
    said.put("floor", Double.toString(settings.floor));
    said.put("seed", Long.toString(settings.seed));
    return new GaussianMixture(
        Clustering.of("gaussian mixture", said, best.labels()),
        best.logLikelihood(),
        bestIterations,
        bestConverged);
  }
}
