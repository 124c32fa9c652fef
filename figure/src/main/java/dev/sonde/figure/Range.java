package dev.sonde.figure;

/**
 * From {@code low} to {@code high}, both finite.
 *
 * @param low the smaller end
 * @param high the larger end; may be equal
 */
public record Range(double low, double high) {

  public Range {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "range from " + low + " to " + high + ": two finite ends, the lower first");
    }
  }

  public static Range of(double low, double high) {
    return new Range(low, high);
  }

  /** The smallest range that holds this one and {@code value}. */
  public Range including(double value) {
    return new Range(Math.min(low, value), Math.max(high, value));
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
