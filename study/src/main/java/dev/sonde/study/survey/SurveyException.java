package dev.sonde.study.survey;

import dev.sonde.file.InputException;

/** Nothing can be surveyed like this; the message says what to do. */
public final class SurveyException extends InputException {
  private static final long serialVersionUID = 1L;

  public SurveyException(String message) {
    super(message);
  }
}
