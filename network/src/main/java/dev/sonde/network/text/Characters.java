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

  /** First and last of the marks that came after Unicode 9, which the reference does not strip. */
  private static final int[] YOUNGER_MARKS = {
    0x7fd, 0x7fd, 0x897, 0x89f, 0x8ca, 0x8d3, 0x9fe, 0x9fe, 0xafa, 0xaff, 0xb55, 0xb55, 0xc04,
    0xc04, 0xc3c, 0xc3c, 0xcf3, 0xcf3, 0xd00, 0xd00, 0xd3b, 0xd3c, 0xd81, 0xd81, 0xeba, 0xeba,
    0xece, 0xece, 0x1715, 0x1715, 0x180f, 0x180f, 0x1abf, 0x1ace, 0x1cf7, 0x1cf7, 0x1df6, 0x1dfa,
    0xa82c, 0xa82c, 0xa8ff, 0xa8ff, 0x10d24, 0x10d27, 0x10d69, 0x10d6d, 0x10eab, 0x10eac, 0x10efc,
    0x10eff, 0x10f46, 0x10f50, 0x10f82, 0x10f85, 0x11070, 0x11070, 0x11073, 0x11074, 0x110c2,
    0x110c2, 0x11145, 0x11146, 0x111c9, 0x111c9, 0x111ce, 0x111cf, 0x11241, 0x11241, 0x1133b,
    0x1133b, 0x113b8, 0x113c0, 0x113c2, 0x113c2, 0x113c5, 0x113c5, 0x113c7, 0x113ca, 0x113cc,
    0x113d0, 0x113d2, 0x113d2, 0x113e1, 0x113e2, 0x1145e, 0x1145e, 0x1182c, 0x1183a, 0x11930,
    0x11935, 0x11937, 0x11938, 0x1193b, 0x1193e, 0x11940, 0x11940, 0x11942, 0x11943, 0x119d1,
    0x119d7, 0x119da, 0x119e0, 0x119e4, 0x119e4, 0x11a01, 0x11a0a, 0x11a33, 0x11a39, 0x11a3b,
    0x11a3e, 0x11a47, 0x11a47, 0x11a51, 0x11a5b, 0x11a8a, 0x11a99, 0x11d31, 0x11d36, 0x11d3a,
    0x11d3a, 0x11d3c, 0x11d3d, 0x11d3f, 0x11d45, 0x11d47, 0x11d47, 0x11d8a, 0x11d8e, 0x11d90,
    0x11d91, 0x11d93, 0x11d97, 0x11ef3, 0x11ef6, 0x11f00, 0x11f01, 0x11f03, 0x11f03, 0x11f34,
    0x11f3a, 0x11f3e, 0x11f42, 0x11f5a, 0x11f5a, 0x13440, 0x13440, 0x13447, 0x13455, 0x1611e,
    0x1612f, 0x16f4f, 0x16f4f, 0x16f7f, 0x16f87, 0x16fe4, 0x16fe4, 0x16ff0, 0x16ff1, 0x1cf00,
    0x1cf2d, 0x1cf30, 0x1cf46, 0x1e08f, 0x1e08f, 0x1e130, 0x1e136, 0x1e2ae, 0x1e2ae, 0x1e2ec,
    0x1e2ef, 0x1e4ec, 0x1e4ef, 0x1e5ee, 0x1e5ef
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
          !isAmong(YOUNGER, c);
      default -> false;
    };
  }

  private static boolean isAmong(int[] ranges, int c) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (c >= ranges[i] && c <= ranges[i + 1]) return true;
    }
    return false;
  }

  static boolean isNumeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  /** An accent, as {@code StripAccents} of the reference knows them. */
  static boolean isAccent(int c) {
    return isMark(c) && !isAmong(YOUNGER_MARKS, c);
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
