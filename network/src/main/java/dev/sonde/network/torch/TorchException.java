package dev.sonde.network.torch;

import dev.sonde.file.InputException;
import org.jspecify.annotations.Nullable;

/** The engine refused an operation, or is not there; the message names the operation and shapes. */
public final class TorchException extends InputException {
  private static final long serialVersionUID = 1L;

  public TorchException(String message) {
    super(message);
  }

  public TorchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
