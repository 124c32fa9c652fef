package dev.sonde.study.guided;

import dev.sonde.file.InputException;
import org.jspecify.annotations.Nullable;

/** A task's files cannot be read, or settings do not fit; the message says where and why. */
public final class TaskException extends InputException {
  private static final long serialVersionUID = 1L;

  public TaskException(String message) {
    super(message);
  }

  public TaskException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
