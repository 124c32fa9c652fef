package dev.sonde.analysis.similarity;

import dev.sonde.analysis.kernel.Points;
import dev.sonde.analysis.kernel.Workers;
import java.util.Arrays;

/**
 * A centred Gaussian kernel of the distances between inputs, K = exp(−d² / 2σ²), σ a multiple of
 * the median distance (Kornblith, Norouzi, Lee, Hinton 2019). Of two of them the alignment ⟨HKH,
 * HLH⟩ / (‖HKH‖ ‖HLH‖) says how alike near neighbourhoods are.
 *
 * <p>Costs inputs² · units, and inputs² / 2 floats.
 *
 * @param half the lower half of HKH, with the diagonal, row by row
 * @param norm ‖HKH‖, Frobenius; 0 where no input differs from another
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RbfCka(float[] half, int inputs, double norm) {

  /**
   * @param bandwidth σ as a multiple of the median distance
   */
  static RbfCka of(Points points, double bandwidth, Workers workers) {
    int n = points.count();
    double[][] squares = new double[n][];
    workers.each(
        n,
        i -> {
          squares[i] = new double[i];
          for (int j = 0; j < i; j++) squares[i][j] = points.squaredDistance(i, points, j);
        });
    double median = median(squares);
    float[] half = new float[Math.multiplyExact(n, n + 1) / 2];
    if (median == 0) return new RbfCka(half, n, 0);
    double scale = 1 / (2 * bandwidth * bandwidth * median);
    double[] means = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      means[i] += 1;
      for (int j = 0; j < i; j++) {
        squares[i][j] = Math.exp(-squares[i][j] * scale);
        means[i] += squares[i][j];
        means[j] += squares[i][j];
      }
    }
    for (int i = 0; i < n; i++) {
      means[i] /= n;
      mean += means[i] / n;
    }
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        half[at++] = (float) ((i == j ? 1 : squares[i][j]) - means[i] - means[j] + mean);
      }
    }
    return new RbfCka(half, n, Math.sqrt(Form.product(half, half, n)));
  }

  double with(RbfCka other) {
    double own = norm * other.norm;
    return own == 0 ? Double.NaN : Math.min(1, Form.product(half, other.half, inputs) / own);
  }

  /** The median squared distance; where more than half are 0, of those that are not. */
  private static double median(double[][] squares) {
    double[] all = Arrays.stream(squares).flatMapToDouble(Arrays::stream).sorted().toArray();
    double median = middle(all);
    return median > 0 ? median : middle(Arrays.stream(all).filter(v -> v > 0).toArray());
  }

  /** Of squares of distances, the square of the median distance. */
  private static double middle(double[] sorted) {
    int n = sorted.length;
    if (n == 0) return 0;
    if (n % 2 == 1) return sorted[n / 2];
    double median = (Math.sqrt(sorted[n / 2 - 1]) + Math.sqrt(sorted[n / 2])) / 2;
    return median * median;
  }
}
