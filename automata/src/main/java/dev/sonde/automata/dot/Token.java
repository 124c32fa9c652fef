package dev.sonde.automata.dot;

/**
 * A piece of a DOT file.
 *
 * @param text of a word without its quotes; of a sign the sign itself
 * @param quoted whether a word was quoted: it is then never a keyword
 */
record Token(Type type, String text, boolean quoted, int line) {

  enum Type {
    WORD,
    /** One of {@code { } [ ] ; , : =} or an arrow. */
    SIGN,
    END
  }

  boolean is(String sign) {
    return type == Type.SIGN && text.equals(sign);
  }

  boolean isKeyword(String word) {
    return type == Type.WORD && !quoted && text.equalsIgnoreCase(word);
  }
}
