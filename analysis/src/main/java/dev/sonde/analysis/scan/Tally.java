package dev.sonde.analysis.scan;

/** What a kernel has seen of one chunk. Element i of a block goes to lane i mod {@link #LANES}. */
final class Tally {

  /**
   * Sums are kept in this many lanes whatever the width of the machine's vectors: the same bits
   * everywhere.
   */
  static final int LANES = 8;

  // Places of the sums in `lanes`.
  static final int S1 = 0;
  static final int S2 = LANES;
  static final int S3 = 2 * LANES;
  static final int S4 = 3 * LANES;
  static final int ABS = 4 * LANES;

  final double[] lanes = new double[5 * LANES];
  double min = Double.POSITIVE_INFINITY;
  double max = Double.NEGATIVE_INFINITY;
  long finite;
  long zeros;
  long nearZeros;
  long nan;
  long infinite;

  /** The lanes of one sum added up, always in the same order. */
  double sum(int which) {
    double a = (lanes[which] + lanes[which + 4]) + (lanes[which + 2] + lanes[which + 6]);
    double b = (lanes[which + 1] + lanes[which + 5]) + (lanes[which + 3] + lanes[which + 7]);
    return a + b;
  }

  /** Adds one finite value, times {@code scale} and about {@code shift}, to a lane. */
  void add(int lane, double x, double shift, double scale) {
    double d = x * scale - shift * scale;
    double d2 = d * d;
    lanes[S1 + lane] += d;
    lanes[S2 + lane] += d2;
    lanes[S3 + lane] += d2 * d;
    lanes[S4 + lane] += d2 * d2;
    lanes[ABS + lane] += Math.abs(x);
  }

  void addNotFinite(double x) {
    if (Double.isNaN(x)) nan++;
    else infinite++;
  }

  void addRange(double low, double high) {
    min = Math.min(min, low);
    max = Math.max(max, high);
  }

  Moments moments(double shift, double scale) {
    return Moments.ofSums(finite, shift, scale, sum(S1), sum(S2), sum(S3), sum(S4));
  }
}
