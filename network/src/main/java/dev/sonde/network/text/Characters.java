package dev.sonde.network.text;

/** Classes of characters as the reference implementations define them. */
final class Characters {

  /** First and last of the punctuation that came after Unicode 8, which the reference is of. */
  private static final int[] YOUNGER = {
    0x61d, 0x61d, 0x9fd, 0x9fd, 0xa76, 0xa76, 0xc77, 0xc77, 0xc84, 0xc84, 0x1b4e, 0x1b4f, 0x1b7d,
    0x1b7f, 0x2e43, 0x2e4f, 0x2e52, 0x2e5d, 0x10d6e, 0x10d6e, 0x10ead, 0x10ead, 0x10f55, 0x10f59,
    0x10f86, 0x10f89, 0x113d4, 0x113d5, 0x113d7, 0x113d8, 0x1144b, 0x1144f, 0x1145a, 0x1145b,
    0x1145d, 0x1145d, 0x11660, 0x1166c, 0x116b9, 0x116b9, 0x1183b, 0x1183b, 0x11944, 0x11946,
    0x119e2, 0x119e2, 0x11a3f, 0x11a46, 0x11a9a, 0x11a9c, 0x11a9e, 0x11aa2, 0x11b00, 0x11b09,
    0x11be1, 0x11be1, 0x11c41, 0x11c45, 0x11c70, 0x11c71, 0x11ef7, 0x11ef8, 0x11f43, 0x11f4f,
    0x11fff, 0x11fff, 0x12ff1, 0x12ff2, 0x16d6d, 0x16d6f, 0x16e97, 0x16e9a, 0x16fe2, 0x16fe2,
    0x1e5ff, 0x1e5ff, 0x1e95e, 0x1e95f
  };

  private Characters() {}

  /** Unicode's White_Space. */
  static boolean isSpace(int c) {
    return (c >= 0x09 && c <= 0x0d)
        || c == 0x20
        || c == 0x85
        || c == 0xa0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }

  /** What BERT drops: control, format and private characters; tab and newlines stay. */
  static boolean isControl(int c) {
    if (c == '\t' || c == '\n' || c == '\r') return false;
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> false;
    };
  }

  /** Unicode 8's punctuation, and all of ASCII that is neither letter, digit nor space. */
  static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return (c >= 33 && c <= 47)
          || (c >= 58 && c <= 64)
          || (c >= 91 && c <= 96)
          || (c >= 123 && c <= 126);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          !isYounger(c);
      default -> false;
    };
  }

  private static boolean isYounger(int c) {
    for (int i = 0; i < YOUNGER.length; i += 2) {
      if (c >= YOUNGER[i] && c <= YOUNGER[i + 1]) return true;
    }
    return false;
  }

  static boolean isNumeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /** A character of a word: letters, marks, digits, connectors and joiners. */
  static boolean isWord(int c) {
    return Character.isAlphabetic(c)
        || isMark(c)
        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
        || Character.getType(c) == Character.CONNECTOR_PUNCTUATION
        || c == 0x200c
        || c == 0x200d;
  }

  /** The blocks that BERT calls Chinese characters. */
  static boolean isChinese(int c) {
    return (c >= 0x4e00 && c <= 0x9fff)
        || (c >= 0x3400 && c <= 0x4dbf)
        || (c >= 0x20000 && c <= 0x2a6df)
        || (c >= 0x2a700 && c <= 0x2b73f)
        || (c >= 0x2b740 && c <= 0x2b81f)
        || (c >= 0x2b920 && c <= 0x2ceaf)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0x2f800 && c <= 0x2fa1f);
  }

  /** Lower case of each character by itself, without the rules on words' ends. */
  static String lowercase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == 0x130) lower.append("i\u0307");
              else lower.appendCodePoint(Character.toLowerCase(c));
            });
    return lower.toString();
  }
}
