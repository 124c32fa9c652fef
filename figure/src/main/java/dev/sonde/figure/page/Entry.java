package dev.sonde.figure.page;

import dev.sonde.figure.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A cell as a page writes it.
 *
 * @param value a string, a long, a double, a boolean, or null where there is none
 * @param words what is shown; null for the value as it is usually written
 * @param strong whether it is emphasised
 */
public record Entry(@Nullable Object value, @Nullable String words, boolean strong) {

  public static Entry words(String text) {
    return new Entry(text, null, false);
  }

  /** A number with three digits. */
  public static Entry number(double value) {
    return new Entry(value, null, false);
  }

  /** A number written in its own way. */
  public static Entry number(double value, String words) {
    return new Entry(value, words, false);
  }

  public static Entry count(long value) {
    return new Entry(value, Numbers.count(value), false);
  }

  /** A share of 1 in percent. */
  public static Entry percent(double share) {
    return new Entry(share, Numbers.percent(share), false);
  }

  /** A dash. */
  public static Entry none() {
    return new Entry(null, null, false);
  }

  /** The same cell, emphasised if {@code condition} holds. */
  public Entry strongIf(boolean condition) {
    return new Entry(value, words, condition);
  }

  /** A value as pages write it. */
  static String written(@Nullable Object value) {
    return switch (value) {
      case null -> Numbers.NONE;
      case Double number -> Double.isNaN(number) ? Numbers.NONE : Numbers.of(number);
      case Long number -> Numbers.count(number);
      case Boolean truth -> truth ? "yes" : "no";
      default -> value.toString();
    };
  }
}
