package dev.sonde.analysis.regression;

/**
 * How well predictions agree with what was predicted.
 *
 * @param n how many
 * @param r2 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 is perfect, 0 no better than the mean, below 0 worse
 * @param tau Kendall's τ-b: whether pairs are in the right order, 1 if all, 0 by chance
 */
public record Agreement(int n, double r2, double tau) {

  /** NaN where the true values are all equal. */
  public static Agreement of(double[] truth, double[] predicted) {
    int n = truth.length;
    double mean = 0;
    for (double y : truth) mean += y / n;
    double left = 0;
    double all = 0;
    for (int i = 0; i < n; i++) {
      left += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
      all += (truth[i] - mean) * (truth[i] - mean);
    }
    return new Agreement(n, all == 0 ? Double.NaN : 1 - left / all, tau(truth, predicted));
  }

  /** (concordant − discordant) / √(pairs not tied in one · pairs not tied in the other). */
  private static double tau(double[] a, double[] b) {
    long order = 0;
    long untiedA = 0;
    long untiedB = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        int x = Double.compare(a[i], a[j]);
        int y = Double.compare(b[i], b[j]);
        order += (long) x * y;
        untiedA += Math.abs(x);
        untiedB += Math.abs(y);
      }
    }
    return order / Math.sqrt((double) untiedA * untiedB);
  }
}
