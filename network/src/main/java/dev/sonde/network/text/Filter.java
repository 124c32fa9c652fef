package dev.sonde.network.text;

import java.util.function.IntPredicate;

/** Leaves characters out. */
final class Filter {

  private Filter() {}

  static String without(String text, IntPredicate dropped) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().filter(dropped.negate()).forEach(out::appendCodePoint);
    return out.toString();
  }
}
