package dev.sonde.file;

import org.jspecify.annotations.Nullable;

/**
 * What the user gave cannot be used: a file, a setting, an address. The message is one line that
 * says what, why and what to do; a command prints it and ends with exit code 2.
 */
public abstract class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected InputException(String message) {
    super(message);
  }

  protected InputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
