package dev.sonde.settings;

import java.math.BigDecimal;

/** Between which values a number must lie. */
final class Bounds {

  private Bounds() {}

  /** "at least 1", "2 to 65536", "above 0", or empty. */
  static String words(Setting setting) {
    boolean least = setting.min() != Double.NEGATIVE_INFINITY;
    boolean most = setting.max() != Double.POSITIVE_INFINITY;
    if (least && most) return number(setting.min()) + " to " + number(setting.max());
    StringBuilder words = new StringBuilder();
    if (least) add(words, "at least " + number(setting.min()));
    if (setting.above() != Double.NEGATIVE_INFINITY) {
      add(words, "above " + number(setting.above()));
    }
    if (most) add(words, "at most " + number(setting.max()));
    if (setting.below() != Double.POSITIVE_INFINITY) {
      add(words, "below " + number(setting.below()));
    }
    return words.toString();
  }

  private static void add(StringBuilder words, String more) {
    words.append(words.isEmpty() ? "" : " and ").append(more);
  }

  private static String number(double value) {
    return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
  }

  /** Refuses what lies outside, NaN too. */
  static void check(String name, Number number, Setting setting) {
    double value = number.doubleValue();
    boolean fits =
        value >= setting.min()
            && value <= setting.max()
            && value > setting.above()
            && value < setting.below();
    // Without bounds even an infinite number passes them; NaN never does.
    boolean free = words(setting).isEmpty() && !Double.isNaN(value);
    if (fits || free) return;
    String words = words(setting);
    throw new SettingsException(
        name, number + (words.isEmpty() ? " is no number" : ", must be " + words));
  }
}
