package dev.sonde.network.work;

import dev.sonde.file.InputException;

/** A run would compute more than it may. The message fits on one line. */
public final class WorkException extends InputException {
  private static final long serialVersionUID = 1L;

  public WorkException(String message) {
    super(message);
  }
}
