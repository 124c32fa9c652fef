package dev.sonde.study.images;

import dev.sonde.file.InputException;
import org.jspecify.annotations.Nullable;

/** Images cannot be read, or not as asked; the message names the file and says what to do. */
public final class ImageException extends InputException {
  private static final long serialVersionUID = 1L;

  public ImageException(String message) {
    super(message);
  }

  public ImageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
