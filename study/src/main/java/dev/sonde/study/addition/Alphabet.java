package dev.sonde.study.addition;

/** The 14 symbols of the task: digits, {@code +}, start ({@code \t}), end ({@code \n}), space. */
public final class Alphabet {

  private static final String SYMBOLS = "0123456789+\t\n ";

  public static final int START = 11;
  public static final int END = 12;

  private Alphabet() {}

  public static int size() {
    return SYMBOLS.length();
  }

  /** The symbols of a text. */
  static int[] symbols(String text) {
    int[] symbols = new int[text.length()];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = SYMBOLS.indexOf(text.charAt(i));
      if (symbols[i] < 0) {
        throw new AdditionException(
            "'" + text + "': '" + text.charAt(i) + "' is not a digit, '+' or a space");
      }
    }
    return symbols;
  }

  /** Symbols as text, as it was put in: with spaces, tab and line end. */
  public static String text(int... symbols) {
    StringBuilder text = new StringBuilder();
    for (int symbol : symbols) text.append(SYMBOLS.charAt(symbol));
    return text.toString();
  }

  /** A symbol so that it can be seen: {@code ·} for a space, {@code ^} start, {@code $} end. */
  public static String visible(int symbol) {
    return switch (symbol) {
      case START -> "^";
      case END -> "$";
      case 13 -> "·";
      default -> String.valueOf(SYMBOLS.charAt(symbol));
    };
  }
}
