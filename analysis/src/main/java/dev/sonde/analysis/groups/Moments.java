package dev.sonde.analysis.groups;

/**
 * The finite values of one array in short, and what is not finite counted beside.
 *
 * @param finite how many values are finite
 * @param squares Σ(x − mean)² over them
 * @param min NaN, as are mean and max, when there is no finite value
 */
record Moments(
    long finite, long nan, long infinite, double mean, double squares, double min, double max) {

  static final Moments NONE = new Moments(0, 0, 0, Double.NaN, 0, Double.NaN, Double.NaN);

  /**
   * Moments of the first {@code length} values; moves the finite ones to the front, in their order.
   */
  static Moments of(double[] values, int length) {
    int finite = 0;
    long nan = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      double value = values[i];
      if (Double.isFinite(value)) {
        values[finite++] = value;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      } else if (Double.isNaN(value)) {
        nan++;
      }
    }
    long infinite = length - finite - nan;
    if (finite == 0) return new Moments(0, nan, infinite, Double.NaN, 0, Double.NaN, Double.NaN);
    double mean = sum / finite;
    double off = 0;
    double squares = 0;
    for (int i = 0; i < finite; i++) {
      double deviation = values[i] - mean;
      off += deviation;
      squares += deviation * deviation;
    }
    // The rounding of the mean, put right (Chan, Golub and LeVeque 1983).
    squares = Math.max(0, squares - off * off / finite);
    return new Moments(finite, nan, infinite, mean, squares, min, max);
  }

  /** The moments of both together (Chan, Golub and LeVeque 1983). */
  Moments plus(Moments other) {
    long nans = nan + other.nan;
    long infinities = infinite + other.infinite;
    if (other.finite == 0) return new Moments(finite, nans, infinities, mean, squares, min, max);
    if (finite == 0) {
      return new Moments(
          other.finite, nans, infinities, other.mean, other.squares, other.min, other.max);
    }
    long both = finite + other.finite;
    double apart = other.mean - mean;
    double share = (double) other.finite / both;
    return new Moments(
        both,
        nans,
        infinities,
        mean + apart * share,
        squares + other.squares + apart * apart * finite * share,
        Math.min(min, other.min),
        Math.max(max, other.max));
  }

  /** The standard deviation with divisor n, as NumPy's; NaN without a finite value. */
  double std() {
    return finite == 0 ? Double.NaN : Math.sqrt(squares / finite);
  }
}
