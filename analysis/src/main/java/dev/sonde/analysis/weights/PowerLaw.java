package dev.sonde.analysis.weights;

import java.util.Arrays;

/**
 * A continuous power law p(λ) ∝ λ^−α for λ ≥ λmin, fitted to the largest of some values: Clauset,
 * Shalizi and Newman, "Power-law distributions in empirical data" (2009): α by maximum likelihood
 * (equation 3.1), λmin where the Kolmogorov–Smirnov distance D is smallest (section 3.3). It is
 * what WeightWatcher reports of a layer (Martin and Mahoney 2021): trained layers tend to α between
 * 2 and 6.
 *
 * @param alpha the exponent; NaN if there are too few values
 * @param alphaError standard error (α − 1)/√n (equation 3.2)
 * @param lambdaMin where the tail begins
 * @param lambdaMax the largest value
 * @param goodness D between the tail and the fit: 0 is perfect
 * @param tail how many values lie in the tail
 * @param alphaWeighted α · log₁₀ λmax, WeightWatcher's alpha_weighted
 */
public record PowerLaw(
    double alpha,
    double alphaError,
    double lambdaMin,
    double lambdaMax,
    double goodness,
    int tail,
    double alphaWeighted) {

  /** Fewer values than this determine no exponent. */
  private static final int FEWEST = 10;

  private static final PowerLaw NONE =
      new PowerLaw(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN);

  /** Fits ascending values; zeros are left out. */
  public static PowerLaw fit(double[] ascending) {
    double[] values = Arrays.stream(ascending).filter(v -> v > 0).toArray();
    int n = values.length;
    if (n < FEWEST || values[0] == values[n - 1]) return NONE;
    double[] logs = Arrays.stream(values).map(Math::log).toArray();
    double[] sums = new double[n + 1]; // of the logarithms from i on
    for (int i = n - 1; i >= 0; i--) sums[i] = sums[i + 1] + logs[i];
    int best = -1;
    double bestDistance = Double.POSITIVE_INFINITY;
    double bestAlpha = Double.NaN;
    for (int start = 0; start < n - 1; start++) {
      if (start > 0 && values[start] == values[start - 1]) continue;
      double excess = sums[start] - (n - start) * logs[start];
      if (!(excess > 0)) break;
      double alpha = 1 + (n - start) / excess;
      double distance = distance(logs, start, alpha);
      if (distance < bestDistance) {
        best = start;
        bestDistance = distance;
        bestAlpha = alpha;
      }
    }
    double largest = values[n - 1];
    return new PowerLaw(
        bestAlpha,
        (bestAlpha - 1) / Math.sqrt(n - best),
        values[best],
        largest,
        bestDistance,
        n - best,
        bestAlpha * Math.log10(largest));
  }

  private static double distance(double[] logs, int start, double alpha) {
    int n = logs.length - start;
    double greatest = 0;
    for (int i = 0; i < n; i++) {
      double model = -Math.expm1((1 - alpha) * (logs[start + i] - logs[start]));
      greatest = Math.max(greatest, Math.max(model - (double) i / n, (i + 1.0) / n - model));
    }
    return greatest;
  }
}
