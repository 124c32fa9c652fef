package dev.sonde.analysis.scan;

/**
 * The first four moments of {@code count} finite values, in a form that neither overflows nor
 * underflows where the values themselves do not.
 *
 * @param mean NaN if there are no values
 * @param std population standard deviation (divided by n, as NumPy's default)
 * @param skewness mean of ((x − mean)/std)³; NaN if all values are equal
 * @param kurtosis <em>excess</em> kurtosis, mean of ((x − mean)/std)⁴ − 3; NaN if all values are
 *     equal
 */
public record Moments(long count, double mean, double std, double skewness, double kurtosis) {

  /** Of no values. */
  public static final Moments NONE = new Moments(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /**
   * From power sums Σdᵏ of d = scale · (x − shift). The closer the shift is to the mean, the less
   * cancels.
   */
  static Moments ofSums(
      long n, double shift, double scale, double s1, double s2, double s3, double s4) {
    if (n == 0) return NONE;
    double a = s1 / n;
    double m2 = Math.max(s2 - a * s1, 0);
    double m3 = s3 - a * (3 * s2 - 2 * a * s1);
    double m4 = s4 - a * (4 * s3 - a * (6 * s2 - 3 * a * s1));
    return central(n, shift + a / scale, 1 / scale, m2, m3, m4);
  }

  /** From central power sums Σ((x − mean)/unit)ᵏ. */
  static Moments central(long n, double mean, double unit, double m2, double m3, double m4) {
    if (!(m2 > 0)) return new Moments(n, mean, 0, Double.NaN, Double.NaN);
    double std = Math.sqrt(m2 / n);
    return new Moments(
        n, mean, std * unit, m3 / n / (std * std * std), m4 / n / (std * std * std * std) - 3);
  }

  /**
   * The moments of both sets together: Pébay, "Formulas for robust, one-pass parallel computation
   * of covariances and arbitrary-order statistical moments" (SAND2008-6212), equations 2.1 to 2.3.
   */
  public Moments merge(Moments other) {
    if (count == 0) return other;
    if (other.count == 0) return this;
    double na = count;
    double nb = other.count;
    double n = na + nb;
    double pa = na / n;
    double pb = nb / n;
    double difference = other.mean - mean;
    boolean beyond = Double.isInfinite(difference);
    // Everything is measured in the largest of the three scales, so that fourth powers stay in
    // range.
    double apart = beyond ? Double.MAX_VALUE : Math.abs(difference);
    double unit = Math.max(apart, Math.max(std, other.std));
    if (unit == 0) return new Moments(count + other.count, mean, 0, Double.NaN, Double.NaN);
    double d = beyond ? other.mean / unit - mean / unit : difference / unit;
    double common = beyond ? mean * pa + other.mean * pb : mean + difference * pb;
    double a2 = sum2(unit);
    double a3 = sum3(unit);
    double b2 = other.sum2(unit);
    double b3 = other.sum3(unit);
    double d2 = d * d;
    double m2 = a2 + b2 + d2 * na * pb;
    double m3 = a3 + b3 + d2 * d * na * pb * (pa - pb) + 3 * d * (pa * b2 - pb * a2);
    double m4 =
        sum4(unit)
            + other.sum4(unit)
            + d2 * d2 * na * pb * (pa * pa - pa * pb + pb * pb)
            + 6 * d2 * (pa * pa * b2 + pb * pb * a2)
            + 4 * d * (pa * b3 - pb * a3);
    return central(count + other.count, common, unit, m2, m3, m4);
  }

  /** The moments if every value occurred {@code times} times. */
  Moments repeated(long times) {
    return new Moments(count * times, mean, std, skewness, kurtosis);
  }

  /** √Σx². */
  public double l2() {
    return count == 0 ? 0 : Math.sqrt((double) count) * Math.hypot(mean, std);
  }

  private double sum2(double unit) {
    double s = std / unit;
    return count * s * s;
  }

  private double sum3(double unit) {
    double s = std / unit;
    return std == 0 ? 0 : count * skewness * s * s * s;
  }

  private double sum4(double unit) {
    double s = std / unit;
    return std == 0 ? 0 : count * (kurtosis + 3) * s * s * s * s;
  }
}
