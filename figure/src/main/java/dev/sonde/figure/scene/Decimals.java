package dev.sonde.figure.scene;

/** Pixels as short decimals: a hundredth of a pixel is finer than anyone sees. */
final class Decimals {

  /** Farther out than any page; keeps a line to a far point a line. */
  private static final double FAR = 1e6;

  private Decimals() {}

  static String of(double value) {
    long hundredths = Math.round(Math.clamp(value, -FAR, FAR) * 100);
    long whole = Math.abs(hundredths) / 100;
    long rest = Math.abs(hundredths) % 100;
    String sign = hundredths < 0 ? "-" : "";
    if (rest == 0) return sign + whole;
    if (rest % 10 == 0) return sign + whole + "." + rest / 10;
    return sign + whole + (rest < 10 ? ".0" : ".") + rest;
  }
}
