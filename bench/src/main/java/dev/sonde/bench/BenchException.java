package dev.sonde.bench;

/** A benchmark that cannot be run as asked; the message is one line for the user. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BenchException(String message) {
    super(message);
  }
}
