package dev.sonde.network.program;

import dev.sonde.file.InputException;
import dev.sonde.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A program cannot be run, or not on this input. The message names file, operator, node, module and
 * source line; it fits on one line, whatever names the file brings.
 */
public final class ProgramException extends InputException {
  private static final long serialVersionUID = 1L;

  public ProgramException(String message) {
    super(Printable.of(message));
  }

  public ProgramException(String message, @Nullable Throwable cause) {
    super(Printable.of(message), cause);
  }
}
