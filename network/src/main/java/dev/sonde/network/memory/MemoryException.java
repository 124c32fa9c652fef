package dev.sonde.network.memory;

import dev.sonde.file.InputException;

/** A run would take more memory than it may, or a limit is none. The message fits on one line. */
public final class MemoryException extends InputException {
  private static final long serialVersionUID = 1L;

  public MemoryException(String message) {
    super(message);
  }
}
