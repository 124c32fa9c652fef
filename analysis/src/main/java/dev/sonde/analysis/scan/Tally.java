package dev.sonde.analysis.scan;

import java.util.Objects;

/** What has been seen of one chunk. */
final class Tally {

  /**
   * Power sums are kept in this many lanes: element i of a block goes to lane i mod 256. The order
   * of additions is thereby fixed, and the compiler is free to do neighbouring lanes with one
   * instruction.
   */
  static final int LANES = 256;

  // Places of the sums in `lanes`.
  static final int ABS = 0;
  static final int S1 = LANES;
  static final int S2 = 2 * LANES;
  static final int S3 = 3 * LANES;
  static final int S4 = 4 * LANES;

  final double[] lanes = new double[5 * LANES];
  double min = Double.POSITIVE_INFINITY;
  double max = Double.NEGATIVE_INFINITY;
  long finite;
  long zeros;
  long nearZeros;
  long nan;
  long infinite;

  /** Adds the powers of finite values about {@code shift}. */
  void addPowers(float[] x, int n, double shift) {
    int whole = n - n % (2 * LANES);
    for (int at = 0; at < whole; at += 2 * LANES) twoRows(x, at, shift, lanes);
    for (int i = whole; i < n; i++) addPowers(i, x[i], shift, 1);
  }

  /** As for floats. */
  void addPowers(double[] x, int n, double shift) {
    int whole = n - n % LANES;
    for (int at = 0; at < whole; at += LANES) row(x, at, shift, lanes);
    for (int i = whole; i < n; i++) addPowers(i, x[i], shift, 1);
  }

  /**
   * Two rows at once, for half the loads and stores of the lanes. The compiler makes vectors of it
   * only if it knows that no index overflows, and if the sums are added one after the other.
   */
  private static void twoRows(float[] x, int at, double shift, double[] lanes) {
    int from = Objects.checkIndex(at, x.length - 2 * LANES + 1);
    for (int lane = 0; lane < LANES; lane++) {
      double v = x[from + lane];
      double d = v - shift;
      double d2 = d * d;
      double w = x[from + LANES + lane];
      double e = w - shift;
      double e2 = e * e;
      lanes[ABS + lane] = lanes[ABS + lane] + Math.abs(v) + Math.abs(w);
      lanes[S1 + lane] = lanes[S1 + lane] + d + e;
      lanes[S2 + lane] = lanes[S2 + lane] + d2 + e2;
      lanes[S3 + lane] = lanes[S3 + lane] + d2 * d + e2 * e;
      lanes[S4 + lane] = lanes[S4 + lane] + d2 * d2 + e2 * e2;
    }
  }

  private static void row(double[] x, int at, double shift, double[] lanes) {
    for (int lane = 0; lane < LANES; lane++) {
      double v = x[at + lane];
      double d = v - shift;
      double d2 = d * d;
      lanes[ABS + lane] += Math.abs(v);
      lanes[S1 + lane] += d;
      lanes[S2 + lane] += d2;
      lanes[S3 + lane] += d2 * d;
      lanes[S4 + lane] += d2 * d2;
    }
  }

  /** Adds the powers of element {@code i} of a block, times {@code scale} and about the shift. */
  void addPowers(int i, double x, double shift, double scale) {
    int lane = i & (LANES - 1);
    double d = x * scale - shift * scale;
    double d2 = d * d;
    lanes[ABS + lane] += Math.abs(x);
    lanes[S1 + lane] += d;
    lanes[S2 + lane] += d2;
    lanes[S3 + lane] += d2 * d;
    lanes[S4 + lane] += d2 * d2;
  }

  void addNotFinite(double x) {
    if (Double.isNaN(x)) nan++;
    else infinite++;
  }

  void addRange(double low, double high) {
    min = Math.min(min, low);
    max = Math.max(max, high);
  }

  /** The lanes of one sum added up, always in the same order. */
  double sum(int which) {
    double[] sums = new double[LANES];
    System.arraycopy(lanes, which, sums, 0, LANES);
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    }
    return sums[0];
  }

  Moments moments(double shift, double scale) {
    return Moments.ofSums(finite, shift, scale, sum(S1), sum(S2), sum(S3), sum(S4));
  }
}
