package dev.sonde.question;

import dev.sonde.file.InputException;

/** A question cannot be asked like this; the message says why and what to do. */
public final class QuestionException extends InputException {
  private static final long serialVersionUID = 1L;

  public QuestionException(String message) {
    super(message);
  }
}
