package dev.sonde.study.channels;

import dev.sonde.file.InputException;

/** These images cannot be surveyed with this network. */
public final class SurveyException extends InputException {
  private static final long serialVersionUID = 1L;

  SurveyException(String message) {
    super(message);
  }
}
