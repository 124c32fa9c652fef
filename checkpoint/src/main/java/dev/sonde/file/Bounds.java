package dev.sonde.file;

/**
 * Bounds of numeric settings, held where a settings record is made, so that every door to it says
 * the same: {@code depth is -1, must be at least 0}. NaN lies outside of all.
 */
public final class Bounds {

  private Bounds() {}

  /**
   * @throws IllegalArgumentException if the value is less
   */
  public static void atLeast(String what, long value, long least) {
    if (value < least) throw outside(what, String.valueOf(value), "at least " + least);
  }

  /**
   * @throws IllegalArgumentException if the value is less, infinite or NaN
   */
  public static void atLeast(String what, double value, double least) {
    if (!(value >= least && value <= Double.MAX_VALUE)) {
      throw outside(what, String.valueOf(value), "at least " + plain(least));
    }
  }

  /**
   * @throws IllegalArgumentException if the value is not greater, infinite or NaN
   */
  public static void above(String what, double value, double bound) {
    if (!(value > bound && value <= Double.MAX_VALUE)) {
      throw outside(what, String.valueOf(value), "above " + plain(bound));
    }
  }

  /**
   * @throws IllegalArgumentException if the value is less than {@code least} or more than {@code
   *     most}
   */
  public static void between(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw outside(what, String.valueOf(value), plain(least) + " to " + plain(most));
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  private static IllegalArgumentException outside(String what, String value, String bound) {
    return new IllegalArgumentException(what + " is " + value + ", must be " + bound);
  }
}
