package dev.sonde.study.initialisation;

import dev.sonde.file.InputException;

/** The study cannot be done as asked; the message says why. */
public final class InitialisationException extends InputException {
  private static final long serialVersionUID = 1L;

  public InitialisationException(String message) {
    super(message);
  }
}
