package dev.sonde.question.cells.text;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Probabilities of the next symbol from a network's output. */
final class NextSymbols {

  private static final double WHOLE = 1e-3;

  private NextSymbols() {}

  /** The numbers themselves if they are probabilities with sum 1; else their softmax. */
  static double[] probabilities(float[] row) {
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    boolean positive = true;
    for (float value : row) {
      sum += value;
      positive &= value >= 0;
      most = Math.max(most, value);
    }
    double[] all = new double[row.length];
    boolean whole = positive && Math.abs(sum - 1) < WHOLE;
    double total = 0;
    for (int i = 0; i < row.length; i++) {
      all[i] = whole ? row[i] : Math.exp(row[i] - most);
      total += all[i];
    }
    for (int i = 0; i < all.length; i++) all[i] /= total;
    return all;
  }

  static List<Integer> likeliest(double[] probabilities, int most) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
        .limit(most)
        .toList();
  }
}
