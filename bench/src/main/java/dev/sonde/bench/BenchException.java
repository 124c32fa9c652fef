package dev.sonde.bench;

import dev.sonde.file.InputException;

/** A benchmark that cannot be run as asked; the message is one line for the user. */
public final class BenchException extends InputException {
  private static final long serialVersionUID = 1;

  public BenchException(String message) {
    super(message);
  }
}
