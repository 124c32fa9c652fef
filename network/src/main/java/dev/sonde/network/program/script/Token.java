package dev.sonde.network.program.script;

/**
 * One token of the code.
 *
 * @param text of a text: its characters; of an indentation: nothing
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {

  enum Kind {
    NAME,
    WHOLE,
    REAL,
    TEXT,
    SYMBOL,
    NEWLINE,
    INDENT,
    DEDENT,
    END
  }

  boolean is(String symbol) {
    return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbol);
  }
}
