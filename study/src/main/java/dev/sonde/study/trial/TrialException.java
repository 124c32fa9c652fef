package dev.sonde.study.trial;

import dev.sonde.file.InputException;
import org.jspecify.annotations.Nullable;

/** Trials cannot be read, run or gathered; the message says why and what to do. */
public final class TrialException extends InputException {
  private static final long serialVersionUID = 1L;

  public TrialException(String message) {
    super(message);
  }

  public TrialException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
