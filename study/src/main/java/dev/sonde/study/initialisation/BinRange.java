package dev.sonde.study.initialisation;

/** Bins of equal width. */
record BinRange(double low, double high, int number) {
  double width() {
    return (high - low) / number;
  }

  /** Over both. */
  BinRange with(double min, double max) {
    return new BinRange(Math.min(low, min), Math.max(high, max), number);
  }
}
