package dev.sonde.app.output;

import dev.sonde.figure.colour.Colour;

/** Coloured text on a terminal, by ANSI's 24-bit sequences; plain text elsewhere. */
public enum Colours {
  /** Where a person reads standard output itself. */
  AUTO,
  ALWAYS,
  NEVER;

  private static final String RESET = "\u001b[0m";

  /** Whether colours are written. */
  public boolean on(Console console) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> console.interactive() && terminal() && System.getenv("NO_COLOR") == null;
    };
  }

  /** The launcher says whether standard output is a terminal: Java tells it for all together. */
  private static boolean terminal() {
    return "1".equals(System.getenv("SONDE_COLOURS"));
  }

  /** A text on a coloured ground, its letters black or white. */
  public static String on(Colour ground, String text) {
    Colour ink = ground.readable();
    return "\u001b[48;2;" + parts(ground) + "m\u001b[38;2;" + parts(ink) + "m" + text + RESET;
  }

  private static String parts(Colour colour) {
    return colour.red() + ";" + colour.green() + ";" + colour.blue();
  }
}
