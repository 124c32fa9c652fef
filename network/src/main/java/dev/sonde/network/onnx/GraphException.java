package dev.sonde.network.onnx;

import dev.sonde.file.InputException;
import dev.sonde.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX graph cannot be run, or not on this input. The message names file, operator and node; it
 * fits on one line, whatever names the file brings.
 */
public final class GraphException extends InputException {
  private static final long serialVersionUID = 1L;

  GraphException(String message) {
    super(Printable.of(message));
  }

  GraphException(String message, @Nullable Throwable cause) {
    super(Printable.of(message), cause);
  }
}
