package dev.sonde.analysis.scan;

/** Moments by two passes of compensated sums (Neumaier): what a fast one is held to. */
final class Reference {

  private Reference() {}

  static Moments moments(double[] values) {
    double[] finite = java.util.Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) return Moments.NONE;
    double largest = 0;
    for (double x : finite) largest = Math.max(largest, Math.abs(x));
    // A power of two changes nothing but the exponents, and keeps fourth powers in range.
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    double[] scaled = new double[finite.length];
    for (int i = 0; i < scaled.length; i++) scaled[i] = Math.scalb(finite[i], -exponent);
    double first = scaled[0]; // equal values then have exactly this mean
    double mean = first + sum(scaled, first, 1) / scaled.length;
    // The mean is rounded: what is left of the first power corrects the second.
    double rest = sum(scaled, mean, 1) / scaled.length;
    double m2 = sum(scaled, mean, 2) - scaled.length * rest * rest;
    Moments m =
        Moments.central(scaled.length, mean, 1, m2, sum(scaled, mean, 3), sum(scaled, mean, 4));
    return new Moments(
        m.count(),
        Math.scalb(mean, exponent),
        Math.scalb(m.std(), exponent),
        m.skewness(),
        m.kurtosis());
  }

  static double sum(double[] values, double about, int power) {
    double sum = 0;
    double lost = 0;
    for (double x : values) {
      double term = 1;
      for (int i = 0; i < power; i++) term *= x - about;
      double next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
      sum = next;
    }
    return sum + lost;
  }
}
