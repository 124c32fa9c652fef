package dev.sonde.study.grokking;

import java.util.List;

/**
 * A network's logits for all sums, decomposed into waves over the sum {@code s = (a + b) mod p}:
 * the logit of c is its mean over all pairs, plus {@code Σ_k A_k cos(2πks/p) + B_k sin(2πks/p)},
 * plus a rest that is no function of s (Nanda et al. 2023, section 4).
 *
 * @param logits {@code [p² × p]}, pairs row by row
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Answering(int modulus, double[] logits) {

  /**
   * Loss and accuracy of answers.
   *
   * @param loss mean cross-entropy
   * @param accuracy share of pairs where the sum has the greatest logit
   */
  record Judged(double loss, double accuracy) {}

  Answering {
    long expected = (long) modulus * modulus * modulus;
    if (logits.length != expected) {
      throw new IllegalArgumentException(logits.length + " logits, expected " + expected);
    }
  }

  Judged judge(int[] pairs) {
    double loss = 0;
    int right = 0;
    for (int pair : pairs) {
      int sum = Sums.sum(modulus, pair);
      loss += crossEntropy(logits, pair * modulus, sum);
      right += greatest(pair * modulus) == sum ? 1 : 0;
    }
    return new Judged(loss / pairs.length, right / (double) pairs.length);
  }

  private int greatest(int at) {
    int best = 0;
    for (int c = 1; c < modulus; c++) if (logits[at + c] > logits[at + best]) best = c;
    return best;
  }

  /** −log softmax at {@code answer}: exact where it is tiny. */
  private double crossEntropy(double[] all, int at, int answer) {
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < modulus; c++) if (c != answer) most = Math.max(most, all[at + c]);
    double others = 0;
    for (int c = 0; c < modulus; c++) {
      if (c != answer) others += Math.exp(all[at + c] - most);
    }
    double margin = most + Math.log(others) - all[at + answer];
    return margin > 30 ? margin : Math.log1p(Math.exp(margin));
  }

  /** Mean logits over all pairs: {@code [p]}. */
  private double[] means() {
    double[] means = new double[modulus];
    for (int i = 0; i < logits.length; i++) means[i % modulus] += logits[i];
    for (int c = 0; c < modulus; c++) means[c] /= (double) modulus * modulus;
    return means;
  }

  /**
   * The part of the logits that are waves of these frequencies over the sum: {@code [p sums × p]}.
   */
  private double[] waves(List<Integer> frequencies) {
    double[] bySum = new double[modulus * modulus];
    for (int pair = 0; pair < modulus * modulus; pair++) {
      int s = Sums.sum(modulus, pair);
      for (int c = 0; c < modulus; c++) {
        bySum[s * modulus + c] += logits[pair * modulus + c] / modulus;
      }
    }
    double[] waves = new double[modulus * modulus];
    for (int k : frequencies) {
      for (int c = 0; c < modulus; c++) {
        double a = 0;
        double b = 0;
        for (int s = 0; s < modulus; s++) {
          a += bySum[s * modulus + c] * Math.cos(angle(k, s)) * 2 / modulus;
          b += bySum[s * modulus + c] * Math.sin(angle(k, s)) * 2 / modulus;
        }
        for (int s = 0; s < modulus; s++) {
          waves[s * modulus + c] += a * Math.cos(angle(k, s)) + b * Math.sin(angle(k, s));
        }
      }
    }
    return waves;
  }

  private double angle(int k, int s) {
    return 2 * Math.PI * ((long) k * s % modulus) / modulus;
  }

  /**
   * Restricted loss: cross-entropy over all pairs of the waves of these frequencies and the means
   * alone.
   */
  double restricted(List<Integer> frequencies) {
    double[] kept = waves(frequencies);
    double[] means = means();
    for (int i = 0; i < kept.length; i++) kept[i] += means[i % modulus];
    double loss = 0;
    for (int s = 0; s < modulus; s++) loss += crossEntropy(kept, s * modulus, s);
    return loss / modulus;
  }

  /** Excluded loss: cross-entropy over some pairs of the logits without these waves. */
  double excluded(List<Integer> frequencies, int[] pairs) {
    double[] waves = waves(frequencies);
    double[] left = new double[modulus];
    double loss = 0;
    for (int pair : pairs) {
      int s = Sums.sum(modulus, pair);
      for (int c = 0; c < modulus; c++) {
        left[c] = logits[pair * modulus + c] - waves[s * modulus + c];
      }
      loss += crossEntropy(left, 0, s);
    }
    return loss / pairs.length;
  }

  /** Share of the variance of the logits (each about its mean) that waves of these make up. */
  double explained(List<Integer> frequencies) {
    double[] means = means();
    double all = 0;
    for (int i = 0; i < logits.length; i++) {
      double off = logits[i] - means[i % modulus];
      all += off * off;
    }
    double of = 0;
    for (double wave : waves(frequencies)) of += wave * wave * modulus;
    return of / all;
  }
}
