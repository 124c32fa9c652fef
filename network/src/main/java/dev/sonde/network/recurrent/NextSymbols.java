package dev.sonde.network.recurrent;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Probabilities of the next symbol from a network's output. */
public final class NextSymbols {

  private static final double WHOLE = 1e-3;

  private NextSymbols() {}

  /** The numbers themselves if they are probabilities with sum 1; else their softmax. */
  public static double[] probabilities(float[] row) {
    double most = Double.NEGATIVE_INFINITY;
    for (float value : row) most = Math.max(most, value);
    double[] all = new double[row.length];
    boolean whole = areProbabilities(row);
    double total = 0;
    for (int i = 0; i < row.length; i++) {
      all[i] = whole ? row[i] : Math.exp(row[i] - most);
      total += all[i];
    }
    for (int i = 0; i < all.length; i++) all[i] /= total;
    return all;
  }

  /** The logarithms of probabilities with sum 1; other numbers as they are. */
  static float[] logits(float[] row) {
    if (!areProbabilities(row)) return row.clone();
    float[] logits = new float[row.length];
    for (int i = 0; i < row.length; i++) logits[i] = (float) Math.log(row[i]);
    return logits;
  }

  private static boolean areProbabilities(float[] row) {
    double sum = 0;
    boolean positive = true;
    for (float value : row) {
      sum += value;
      positive &= value >= 0;
    }
    return positive && Math.abs(sum - 1) < WHOLE;
  }

  /** The numbers of the symbols with the largest probabilities, the largest first. */
  public static List<Integer> likeliest(double[] probabilities, int most) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
        .limit(most)
        .toList();
  }
}
