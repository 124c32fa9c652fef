package dev.sonde.analysis.groups;

import dev.sonde.file.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Groups of models cannot be formed or compared as asked; the message is one line that names the
 * files and tensors and says what to do.
 */
public final class GroupException extends InputException {
  private static final long serialVersionUID = 1L;

  public GroupException(String message) {
    super(message);
  }

  public GroupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
