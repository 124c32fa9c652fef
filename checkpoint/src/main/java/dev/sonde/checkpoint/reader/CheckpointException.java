package dev.sonde.checkpoint.reader;

import dev.sonde.file.InputException;
import dev.sonde.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint cannot be read; the message names the file, the place, what was expected and what
 * was found. It fits on one line, whatever names the file brings.
 */
public final class CheckpointException extends InputException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(Printable.of(message));
  }

  public CheckpointException(String message, @Nullable Throwable cause) {
    super(Printable.of(message), cause);
  }
}
