package dev.sonde.app.output;

/** The user's input is wrong: the message is the whole answer, the exit code is 2. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }
}
