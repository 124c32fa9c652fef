package dev.sonde.file;

import java.nio.file.Path;

/** A file that the user named cannot be written; the message names it and says why. */
public final class OutputException extends InputException {
  private static final long serialVersionUID = 1L;

  private final String why;

  public OutputException(Path target, Exception cause) {
    this(target, IoReason.of(cause), cause);
  }

  OutputException(Path target, String why, Exception cause) {
    super(Printable.of(target + ": cannot be written: " + why), cause);
    this.why = why;
  }

  OutputException(Path target, String why) {
    super(Printable.of(target + ": cannot be written: " + why));
    this.why = why;
  }

  /** The reason alone, for a message of another file. */
  public String why() {
    return why;
  }
}
