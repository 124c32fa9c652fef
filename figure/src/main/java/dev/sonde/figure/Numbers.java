package dev.sonde.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * Numbers as people read them: with a real minus sign, no needless digits, thousands apart. The
 * same on every machine, whatever its language.
 */
public final class Numbers {

  /** Names in a sentence; a table has them all. */
  private static final int NAMED = 8;

  private static final String MINUS = "−";

  /** Narrow, and no line breaks at it. */
  private static final String THIN_SPACE = "\u202f";

  /** What stands where there is no number. */
  public static final String NONE = "–";

  private Numbers() {}

  /** Three significant digits: {@code 0.0123}, {@code −4.5e−7}, {@code 12 300}, {@code NaN}. */
  public static String of(double value) {
    return of(value, 3);
  }

  /** As {@link #of(double)}, with {@code digits} significant digits. */
  public static String of(double value, int digits) {
    if (Double.isNaN(value)) return "NaN";
    if (Double.isInfinite(value)) return value > 0 ? "∞" : MINUS + "∞";
    if (value == 0) return "0";
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent > 8) return scientific(rounded, exponent);
    return signed(grouped(plain(rounded)));
  }

  /**
   * For a terminal, in letters that any program reads back: four significant digits, as short as
   * they can be; {@link #NONE} for NaN.
   */
  public static String plain(double value) {
    if (Double.isNaN(value)) return NONE;
    if (value == 0) return "0";
    if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
    double size = Math.abs(value);
    if (size >= 1e5 || size < 1e-4) return String.format(Locale.ROOT, "%.2e", value);
    int decimals = Math.clamp(3 - (int) Math.floor(Math.log10(size)), 0, 7);
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  /** Three decimals, for shares that are read beside each other; {@link #NONE} for NaN. */
  public static String share(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A mean and the deviation over runs: {@code 0.948 ± 0.021}, or the mean alone. */
  public static String spread(double mean, double deviation) {
    return Double.isNaN(deviation) ? share(mean) : share(mean) + " ± " + share(deviation);
  }

  /** {@code 1 234 567}. */
  public static String count(long value) {
    return signed(grouped(Long.toString(value)));
  }

  /**
   * A share of 1 in percent: {@code 12.5 %}. What is neither none nor all is never written as such.
   */
  public static String percent(double share) {
    if (!Double.isFinite(share)) return of(share);
    double percent = 100 * share;
    if (percent > 0 && percent < 0.001) return "under 0.001" + THIN_SPACE + "%";
    if (percent < 100 && percent > 99.9) return "over 99.9" + THIN_SPACE + "%";
    return of(percent, percent >= 99 ? 4 : 3) + THIN_SPACE + "%";
  }

  /** {@code 1 tensor}, {@code 2 tensors}. */
  public static String count(long value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  /** {@code 1.36 MB}: a size in decimal units. */
  public static String bytes(long bytes) {
    if (bytes < 1000) return count(bytes, "byte", "bytes");
    double value = bytes;
    int unit = -1;
    for (; value >= 1000 && unit < 4; unit++) value /= 1000;
    return plain(value) + " " + "kMGTP".charAt(unit) + "B";
  }

  /** A tick's label; neighbours lie {@code step} apart, the largest on the axis is {@code top}. */
  static String tick(double value, double step, double top, NumberFormat format) {
    if (value == 0) return format == NumberFormat.PERCENT ? "0" + THIN_SPACE + "%" : "0";
    return switch (format) {
      case PLAIN -> plainTick(value, step, top);
      case WHOLE -> count(Math.round(value));
      case SI -> siTick(value, step, top);
      case PERCENT -> plainTick(100 * value, 100 * step, 100 * top) + THIN_SPACE + "%";
    };
  }

  private static String plainTick(double value, double step, double top) {
    if (top >= 1e6 || top < 1e-3) {
      int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
      return scientific(rounded(value, step), exponent);
    }
    BigDecimal rounded = rounded(value, step);
    return signed(
        grouped(
            rounded.setScale(Math.max(0, decimals(step)), RoundingMode.HALF_EVEN).toPlainString()));
  }

  private static String siTick(double value, double step, double top) {
    String[] letters = {"", "k", "M", "G", "T", "P", "E"};
    int power = 0;
    while (power < letters.length - 1 && top >= 1000) {
      power++;
      top /= 1000;
    }
    double unit = Math.pow(1000, power);
    return plainTick(value / unit, step / unit, Math.max(1, top)) + letters[power];
  }

  private static BigDecimal rounded(double value, double step) {
    return new BigDecimal(value).setScale(decimals(step), RoundingMode.HALF_EVEN);
  }

  /** Digits behind the point that tell neighbours {@code step} apart. */
  private static int decimals(double step) {
    int decimals = (int) -Math.floor(Math.log10(step) + 1e-9);
    double first = step * Math.pow(10, decimals);
    return Math.abs(first - Math.rint(first)) > 1e-6 ? decimals + 1 : decimals;
  }

  private static String scientific(BigDecimal value, int exponent) {
    String mantissa = plain(value.movePointLeft(exponent));
    return signed(mantissa) + "e" + signed(Integer.toString(exponent));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String grouped(String digits) {
    int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
    int start = digits.startsWith("-") ? 1 : 0;
    if (point - start <= 4) return digits; // 1234 needs no gap
    StringBuilder apart = new StringBuilder(digits);
    for (int at = point - 3; at > start; at -= 3) apart.insert(at, THIN_SPACE);
    return apart.toString();
  }

  private static String signed(String number) {
    return number.toLowerCase(Locale.ROOT).replace("-", MINUS);
  }

  /** Names in a sentence: the first of many, and how many more there are. */
  public static String names(List<String> all) {
    String shown = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? shown + " and " + (all.size() - NAMED) + " more" : shown;
  }
}
