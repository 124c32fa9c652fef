package dev.sonde.network.effects;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a network is right as often as it is sure (Guo et al. 2017, eq. 3).
 *
 * @param error expected calibration error: the mean of |accuracy − confidence| over bins of
 *     confidence, weighted by how many answers lie in each
 * @param bins of equal width, those without answers too
 */
public record Calibration(double error, List<Bin> bins) {

  /** As many as the paper has. */
  static final int BINS = 15;

  /**
   * Answers of about one confidence, above {@code low} and up to {@code high}.
   *
   * @param accuracy share of them that is right; NaN of none
   * @param confidence their mean; NaN of none
   */
  public record Bin(double low, double high, long n, double accuracy, double confidence) {}

  public Calibration {
    bins = List.copyOf(bins);
  }

  /** Counts answers. */
  static final class Counter {
    private final long[] answers = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidences = new double[BINS];

    void add(boolean isRight, double confidence) {
      int bin = Math.clamp((int) Math.ceil(confidence * BINS) - 1, 0, BINS - 1);
      answers[bin]++;
      if (isRight) right[bin]++;
      confidences[bin] += confidence;
    }

    Calibration calibration() {
      List<Bin> bins = new ArrayList<>();
      long all = 0;
      double error = 0;
      for (int i = 0; i < BINS; i++) {
        long n = answers[i];
        double accuracy = (double) right[i] / n;
        double confidence = confidences[i] / n;
        bins.add(new Bin((double) i / BINS, (double) (i + 1) / BINS, n, accuracy, confidence));
        all += n;
        if (n > 0) error += Math.abs(right[i] - confidences[i]);
      }
      return new Calibration(error / all, bins);
    }
  }
}
