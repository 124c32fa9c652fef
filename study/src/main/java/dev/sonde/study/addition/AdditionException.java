package dev.sonde.study.addition;

import dev.sonde.file.InputException;

/** A sum, a setting or a network does not fit the task; one line says why and what to do. */
public final class AdditionException extends InputException {
  private static final long serialVersionUID = 1L;

  public AdditionException(String message) {
    super(message);
  }
}
