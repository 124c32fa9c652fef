package dev.sonde.network.data;

import dev.sonde.file.InputException;

/** Data does not fit a network; the message says what was found and what is needed. */
public final class DataException extends InputException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }
}
