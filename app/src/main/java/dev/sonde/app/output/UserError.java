package dev.sonde.app.output;

import dev.sonde.file.InputException;

/** The user's input is wrong: the message is the whole answer, the exit code is 2. */
public final class UserError extends InputException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }
}
