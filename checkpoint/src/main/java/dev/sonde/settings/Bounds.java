package dev.sonde.settings;

import java.math.BigDecimal;

/**
 * Between which values a number must lie, held where a settings record is made, so that every door
 * to it says the same: {@code depth is -1, must be at least 0}. NaN lies outside of all, infinity
 * outside where there is any bound.
 *
 * @param least a number must be no less; −∞ where there is no such bound
 * @param above a number must be greater
 * @param most a number must be no greater; ∞ where there is no such bound
 * @param below a number must be less
 */
public record Bounds(double least, double above, double most, double below) {

  private static final double FREE = Double.POSITIVE_INFINITY;

  private static Bounds from(double least) {
    return new Bounds(least, -FREE, FREE, FREE);
  }

  static Bounds of(Setting setting) {
    return new Bounds(setting.min(), setting.above(), setting.max(), setting.below());
  }

  /**
   * @throws IllegalArgumentException if the value is less
   */
  public static void atLeast(String what, long value, long least) {
    from((double) least).require(what, value);
  }

  /**
   * @throws IllegalArgumentException if the value is less, infinite or NaN
   */
  public static void atLeast(String what, double value, double least) {
    from(least).require(what, value);
  }

  /**
   * @throws IllegalArgumentException if the value is not greater, infinite or NaN
   */
  public static void above(String what, double value, double bound) {
    new Bounds(-FREE, bound, FREE, FREE).require(what, value);
  }

  /**
   * @throws IllegalArgumentException if the value is less than {@code least} or more than {@code
   *     most}
   */
  public static void between(String what, double value, double least, double most) {
    new Bounds(least, -FREE, most, FREE).require(what, value);
  }

  private void require(String what, Number value) {
    if (hold(value.doubleValue())) return;
    throw new IllegalArgumentException(what + " is " + value + ", must be " + words());
  }

  /** Refuses what lies outside, NaN too. */
  void check(String name, Number number) {
    if (hold(number.doubleValue())) return;
    String words = words();
    throw new SettingsException(
        name, number + (words.isEmpty() ? " is no number" : ", must be " + words));
  }

  private boolean hold(double value) {
    boolean free = least == -FREE && above == -FREE && most == FREE && below == FREE;
    if (free) return !Double.isNaN(value);
    return value >= least && value > above && value <= most && value < below;
  }

  /** "at least 1", "2 to 65536", "above 0", or empty. */
  public String words() {
    boolean least = this.least != -FREE;
    boolean most = this.most != FREE;
    if (least && most) return number(this.least) + " to " + number(this.most);
    StringBuilder words = new StringBuilder();
    if (least) add(words, "at least " + number(this.least));
    if (above != -FREE) add(words, "above " + number(above));
    if (most) add(words, "at most " + number(this.most));
    if (below != FREE) add(words, "below " + number(below));
    return words.toString();
  }

  private static void add(StringBuilder words, String more) {
    words.append(words.isEmpty() ? "" : " and ").append(more);
  }

  private static String number(double value) {
    return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
  }
}
