package dev.sonde.app.output;

/** Coloured text on a terminal, by ANSI's 24-bit sequences; plain text elsewhere. */
public enum Colours {
  /** Where a person reads standard output itself. */
  AUTO,
  ALWAYS,
  NEVER;

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
}
