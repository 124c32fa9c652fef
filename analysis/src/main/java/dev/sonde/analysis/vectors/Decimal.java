package dev.sonde.analysis.vectors;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers in text, with a decimal point or with a decimal comma, never with both. */
enum Decimal {
  POINT("point", Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")),
  COMMA("comma", Pattern.compile("[-+]?(\\d+,?\\d*|,\\d+)([eE][-+]?\\d+)?"));

  /** What stands where a number is missing. */
  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "nan", "null", "none", "-", "?", "inf", "-inf", "+inf", "infinity");

  private final String word;
  private final Pattern form;

  Decimal(String word, Pattern form) {
    this.word = word;
    this.form = form;
  }

  String word() {
    return word;
  }

  boolean fits(String cell) {
    return form.matcher(cell).matches();
  }

  /** NaN of what is no number. */
  double parse(String cell) {
    if (!fits(cell)) return Double.NaN;
    return Double.parseDouble(this == COMMA ? cell.replace(',', '.') : cell);
  }

  static boolean isMissing(String cell) {
    return MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }
}
