package dev.sonde.file;

/**
 * Text that came out of a file, made safe to print: one line, no terminal control sequences, no
 * characters that reorder or hide what stands beside them.
 */
public final class Printable {

  private Printable() {}

  /** The whole text with everything unprintable escaped, as {@code \n}, {@code \x1b}, … */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHidden(text, i)) return escaped(text);
    }
    return text;
  }

  /** As {@link #of(String)}, of at most {@code limit} characters of the text and an ellipsis. */
  public static String of(String text, int limit) {
    return text.length() <= limit ? of(text) : of(text.substring(0, limit)) + "…";
  }

  private static String escaped(String text) {
    StringBuilder line = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isHidden(text, i)) line.append(c);
      else if (c == '\n') line.append("\\n");
      else if (c == '\r') line.append("\\r");
      else if (c == '\t') line.append("\\t");
      else line.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
    }
    return line.toString();
  }

  /** Whether the character at {@code i} is none that can be seen where it stands. */
  public static boolean hides(String text, int i) {
    return isHidden(text, i);
  }

  private static boolean isHidden(String text, int i) {
    char c = text.charAt(i);
    if (c >= ' ' && c < 0x7f) return false;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SURROGATE -> !isPaired(text, i) || isHiddenSupplementary(text, i);
      default -> false;
    };
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static boolean isHiddenSupplementary(String text, int i) {
    int start = Character.isHighSurrogate(text.charAt(i)) ? i : i - 1;
    // Tags (U+E0000…) spell invisible text.
    return Character.getType(text.codePointAt(start)) == Character.FORMAT;
  }
}
