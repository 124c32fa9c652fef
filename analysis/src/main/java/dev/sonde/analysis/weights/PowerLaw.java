package dev.sonde.analysis.weights;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A power law p(x) ∝ x^−α for the tail x ≥ xmin of positive values: Clauset, Shalizi, Newman,
 * "Power-law distributions in empirical data" (SIAM Review 51, 2009), the continuous case. α is the
 * maximum likelihood estimate, 1 + n / Σ ln(x/xmin); xmin is the value for which the fit's
 * Kolmogorov–Smirnov distance D is least, the empirical distribution counting values strictly
 * below, as in the authors' {@code plfit} and the package {@code powerlaw}.
 *
 * @param sigma standard error of α, (α − 1)/√n
 * @param tail n, how many values are at least xmin
 * @param d the distance D between the tail and the fitted law
 * @param alphaWeighted α · log10 of the largest value (WeightWatcher's α̂)
 * @param logAlphaNorm log10 Σ xᵅ over all values
 * @param p the share of synthetic samples that fit worse than the values do (the authors' goodness
 *     of fit: below 0.1 the law is ruled out); null where none were made
 */
public record PowerLaw(
    double alpha,
    double sigma,
    double xmin,
    int tail,
    double d,
    double alphaWeighted,
    double logAlphaNorm,
    @Nullable Double p) {

  /** Fewer positive values are not worth a law. */
  static final int FEWEST = 10;

  /** The best fit: the tail begins at {@code start} of the ascending values. */
  private record Fit(int start, double alpha, double d) {}

  /**
   * Fits ascending positive values.
   *
   * @param samples how many synthetic samples to draw for {@link #p}, or 0; p is good to about
   *     0.5/√samples
   * @return null if there are fewer than {@value #FEWEST} values or all are equal
   */
  static @Nullable PowerLaw of(double[] ascending, int samples, long seed) {
    int n = ascending.length;
    if (n < FEWEST || ascending[0] == ascending[n - 1]) return null;
    double[] logs = Arrays.stream(ascending).map(Math::log).toArray();
    Fit fit = fit(logs);
    int tail = n - fit.start;
    double largest = Math.log10(ascending[n - 1]);
    double alphaNorm = 0; // relative to the largest term, which may overflow
    for (double log : logs) alphaNorm += Math.exp(fit.alpha * (log - logs[n - 1]));
    return new PowerLaw(
        fit.alpha,
        (fit.alpha - 1) / Math.sqrt(tail),
        ascending[fit.start],
        tail,
        fit.d,
        fit.alpha * largest,
        fit.alpha * largest + Math.log10(alphaNorm),
        samples == 0 ? null : goodness(logs, fit, samples, seed));
  }

  /** Tries each distinct value but the largest as xmin. */
  private static Fit fit(double[] logs) {
    int n = logs.length;
    Fit best = new Fit(0, Double.NaN, Double.POSITIVE_INFINITY);
    double sum = 0; // of the logarithms from `start` on
    for (int start = n - 1; start >= 0; start--) {
      sum += logs[start];
      boolean first = start == 0 || logs[start - 1] != logs[start];
      if (!first || logs[start] == logs[n - 1]) continue;
      int tail = n - start;
      double rate = tail / (sum - tail * logs[start]);
      double d = distance(logs, start, rate, best.d);
      // Of equal distances the longest tail counts, which comes last.
      if (d <= best.d) best = new Fit(start, 1 + rate, d);
    }
    return best;
  }

  /** D of a tail; when it is clear that it is beyond {@code enough}, something beyond that. */
  private static double distance(double[] logs, int start, double rate, double enough) {
    int n = logs.length;
    double tail = n - start;
    double d = 0;
    for (int i = start; i < n && d <= enough; i++) {
      double law = -Math.expm1(-rate * (logs[i] - logs[start]));
      d = Math.max(d, Math.abs(law - (i - start) / tail));
    }
    return d;
  }

  /** Synthetic samples with the tail from the law and the rest from the values below it. */
  private static double goodness(double[] logs, Fit fit, int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = logs.length;
    double[] drawn = new double[n];
    int worse = 0;
    for (int sample = 0; sample < samples; sample++) {
      for (int i = 0; i < n; i++) {
        boolean inTail = random.nextInt(n) >= fit.start;
        drawn[i] =
            inTail
                ? logs[fit.start] - Math.log1p(-random.nextDouble()) / (fit.alpha - 1)
                : logs[random.nextInt(fit.start)];
      }
      Arrays.sort(drawn);
      if (drawn[0] == drawn[n - 1] || fit(drawn).d >= fit.d) worse++;
    }
    return (double) worse / samples;
  }
}
