package dev.sonde.study.run;

import dev.sonde.file.InputException;
import org.jspecify.annotations.Nullable;

/** A run cannot be read, written or asked; the message names the file and says what to do. */
public final class RunException extends InputException {
  private static final long serialVersionUID = 1L;

  public RunException(String message) {
    super(message);
  }

  public RunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
