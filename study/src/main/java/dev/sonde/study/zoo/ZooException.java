package dev.sonde.study.zoo;

import dev.sonde.file.InputException;

/** The study cannot be made like this; the message says what to change. */
public final class ZooException extends InputException {
  private static final long serialVersionUID = 1L;

  public ZooException(String message) {
    super(message);
  }
}
