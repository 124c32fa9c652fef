package dev.sonde.figure;

/** How the numbers of an axis or a colour bar are written. */
public enum NumberFormat {
  /** {@code 0.25}, and {@code 2.5e−7} where plain digits would be many. */
  PLAIN,
  /** Whole numbers only, with no ticks between them: rows, epochs. */
  WHOLE,
  /** With the SI's letters, for counts and bytes: {@code 12k}, {@code 3.5M}. */
  SI,
  /** A share of 1 as {@code 25 %}. */
  PERCENT
}
