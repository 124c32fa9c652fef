package dev.sonde.study.grokking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Real waves over the numbers 0 … p − 1 of odd p: the constant, and cosine and sine of {@code
 * 2πkn/p} for k = 1 … (p − 1)/2, all of length 1.
 */
final class Fourier {

  private Fourier() {}

  /** Frequencies but for the constant. */
  static int frequencies(int modulus) {
    return (modulus - 1) / 2;
  }

  /**
   * Energy of the columns of a matrix by frequency: the sum over columns of the squared
   * coefficients of cosine and sine.
   *
   * @param matrix {@code [p × columns]}, row-major
   * @return at k the energy of frequency k; at 0 that of the constant
   */
  static double[] energies(double[] matrix, int modulus) {
    int columns = matrix.length / modulus;
    double[] energies = new double[frequencies(modulus) + 1];
    for (int k = 0; k < energies.length; k++) {
      double scale = k == 0 ? 1 / Math.sqrt(modulus) : Math.sqrt(2.0 / modulus);
      double[] cosine = new double[columns];
      double[] sine = new double[columns];
      for (int n = 0; n < modulus; n++) {
        // The product is reduced first: angles stay small, and exact.
        double angle = 2 * Math.PI * ((long) k * n % modulus) / modulus;
        double c = scale * Math.cos(angle);
        double s = scale * Math.sin(angle);
        for (int j = 0; j < columns; j++) {
          cosine[j] += c * matrix[n * columns + j];
          sine[j] += s * matrix[n * columns + j];
        }
      }
      for (int j = 0; j < columns; j++) {
        energies[k] += cosine[j] * cosine[j] + (k == 0 ? 0 : sine[j] * sine[j]);
      }
    }
    return energies;
  }

  /** Share of the energy by frequency 1 …, the constant left out; at 0 stands 0. */
  static double[] shares(double[] energies) {
    double sum = 0;
    for (int k = 1; k < energies.length; k++) sum += energies[k];
    double[] shares = new double[energies.length];
    for (int k = 1; k < shares.length; k++) shares[k] = energies[k] / sum;
    return shares;
  }

  /** The fewest frequencies that together carry a share of the energy, in growing order. */
  static List<Integer> carrying(double[] shares, double wanted) {
    List<Integer> order = new ArrayList<>();
    for (int k = 1; k < shares.length; k++) order.add(k);
    order.sort(Comparator.comparingDouble(k -> -shares[k]));
    double sum = 0;
    int count = 0;
    while (count < order.size() && sum < wanted) sum += shares[order.get(count++)];
    return order.subList(0, count).stream().sorted().toList();
  }

  static double of(double[] shares, List<Integer> frequencies) {
    return frequencies.stream().mapToDouble(k -> shares[k]).sum();
  }

  /** Gini coefficient of the shares: 0 if all frequencies have the same, near 1 if one has all. */
  static double gini(double[] shares) {
    double[] sorted = java.util.Arrays.copyOfRange(shares, 1, shares.length);
    java.util.Arrays.sort(sorted);
    int n = sorted.length;
    double weighted = 0;
    for (int i = 0; i < n; i++) weighted += (2.0 * (i + 1) - n - 1) * sorted[i];
    return weighted / n;
  }
}
