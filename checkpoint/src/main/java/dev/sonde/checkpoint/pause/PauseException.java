package dev.sonde.checkpoint.pause;

import dev.sonde.file.InputException;

/** A file cannot say where this work stands: it is of other work, or damaged. */
public final class PauseException extends InputException {
  private static final long serialVersionUID = 1L;

  public PauseException(String message) {
    super(message);
  }
}
