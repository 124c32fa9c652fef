package dev.sonde.figure;

/**
 * From values to pixels along one axis.
 *
 * @param limits the values at the ends
 * @param from the pixel of the lower limit
 * @param to the pixel of the upper limit
 */
record Projection(Scale scale, Range limits, double from, double to) {

  /** Farther than any page; keeps lines to far points drawable. */
  private static final double FAR = 1e5;

  /**
   * The pixel of a value; NaN where it has none: NaN, infinity, not above 0 on a logarithmic axis.
   */
  double at(double value) {
    double low = bent(limits.low());
    double high = bent(limits.high());
    double share = (bent(value) - low) / (high - low);
    if (Double.isInfinite(value)) return Double.NaN; // a line cannot end there
    return Math.clamp(from + share * (to - from), -FAR, FAR);
  }

  /** As {@link #at}, but what lies below a logarithmic axis stands at its start: a bar's foot. */
  double foot(double value) {
    return scale instanceof Scale.Log && value <= 0 ? from : at(value);
  }

  /** Pixels of one unit; for linear axes and categories. */
  double unit() {
    return Math.abs(to - from) / (limits.high() - limits.low());
  }

  private double bent(double value) {
    return switch (scale) {
      case Scale.Linear ignored -> value;
      case Scale.Categories ignored -> value;
      case Scale.Log ignored -> value > 0 ? Math.log10(value) : Double.NaN;
      case Scale.SymLog(double threshold, var ignored) -> Limits.asinh(value / threshold);
    };
  }
}
