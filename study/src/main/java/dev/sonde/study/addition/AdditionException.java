package dev.sonde.study.addition;

/** A sum, a setting or a network does not fit the task; one line says why and what to do. */
public final class AdditionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AdditionException(String message) {
    super(message);
  }
}
