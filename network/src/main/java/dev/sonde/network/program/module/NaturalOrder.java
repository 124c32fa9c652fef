package dev.sonde.network.program.module;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Names as people order them: {@code fc2} before {@code fc10}. */
final class NaturalOrder {

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  static final Comparator<String> OF_NAMES =
      Comparator.comparing(
          name -> DIGITS.matcher(name).replaceAll(digits -> "%12s".formatted(digits.group())));

  private NaturalOrder() {}
}
