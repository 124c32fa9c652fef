package dev.sonde.analysis.scan;

/**
 * A sum of squares or products, value · 2^exponent, that double could not hold. The exponents of
 * sums of squares are even. With exponents 0 it is plain arithmetic.
 */
record ScaledSum(double value, int exponent) {

  static ScaledSum of(double value) {
    return new ScaledSum(value, 0);
  }

  boolean isZero() {
    return value == 0;
  }

  /** In the unit of the larger one. */
  ScaledSum plus(ScaledSum other) {
    if (value == 0) return other;
    if (other.value == 0) return this;
    int unit = Math.max(exponent, other.exponent);
    return new ScaledSum(
        Math.scalb(value, exponent - unit) + Math.scalb(other.value, other.exponent - unit), unit);
  }

  /** √this / √other. */
  double rootOver(ScaledSum other) {
    return Math.scalb(Math.sqrt(value) / Math.sqrt(other.value), exponent / 2 - other.exponent / 2);
  }

  /** this / (√a · √b). */
  double dividedByRoots(ScaledSum a, ScaledSum b) {
    double ratio = value / (Math.sqrt(a.value) * Math.sqrt(b.value));
    return Math.scalb(ratio, exponent - a.exponent / 2 - b.exponent / 2);
  }
}
