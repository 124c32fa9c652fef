package dev.sonde.network.program;

/**
 * What one run may take.
 *
 * @param steps operators called and rounds of loops begun, at most
 * @param bytes of any one array that an operator makes, at most
 * @param items of any list, dictionary or text, at most
 * @param depth functions in functions, at most
 */
public record Limits(long steps, long bytes, int items, int depth) {

  /** Real models stay far below. */
  public static Limits defaults() {
    return new Limits(2_000_000, 1L << 32, 1 << 20, 64);
  }
}
