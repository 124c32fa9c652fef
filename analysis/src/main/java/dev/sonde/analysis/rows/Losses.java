package dev.sonde.analysis.rows;

/** Cross-entropy of one row's scores, without overflow, and its gradient by the scores. */
final class Losses {

  private Losses() {}

  /** Two classes, one score at {@code i}: log(1 + e^z) − y·z; the gradient is σ(z) − y. */
  static double logistic(double[] scores, double[] gradient, int i, int label) {
    double z = scores[i];
    double small = Math.exp(-Math.abs(z));
    double probability = z >= 0 ? 1 / (1 + small) : small / (1 + small);
    double loss = Math.max(z, 0) + Math.log1p(small) - label * z;
    gradient[i] = probability - label;
    return loss;
  }

  /** More classes, scores at {@code i}, {@code stride + i}, …: log Σe^z − z of the label. */
  static double multinomial(
      double[] scores, double[] gradient, int i, int stride, int classes, int label) {
    double top = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) top = Math.max(top, scores[k * stride + i]);
    double sum = 0;
    for (int k = 0; k < classes; k++) sum += Math.exp(scores[k * stride + i] - top);
    double log = top + Math.log(sum);
    double loss = log - scores[label * stride + i];
    for (int k = 0; k < classes; k++) {
      double probability = Math.exp(scores[k * stride + i] - log);
      gradient[k * stride + i] = probability - (k == label ? 1 : 0);
    }
    return loss;
  }
}
