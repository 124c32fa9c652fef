package dev.sonde.study.activity;

import dev.sonde.file.InputException;

/** The study cannot be done as asked; the message says why. */
public final class ActivityException extends InputException {
  private static final long serialVersionUID = 1L;

  public ActivityException(String message) {
    super(message);
  }
}
