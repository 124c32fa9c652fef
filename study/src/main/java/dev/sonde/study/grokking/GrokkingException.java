package dev.sonde.study.grokking;

import dev.sonde.file.InputException;

/** Settings of the study that do not fit together, or networks that are none of it. */
public final class GrokkingException extends InputException {
  private static final long serialVersionUID = 1L;

  GrokkingException(String message) {
    super(message);
  }
}
