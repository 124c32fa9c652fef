package dev.sonde.study.induction;

import dev.sonde.file.InputException;

/** Settings of the study that do not fit together. */
public final class InductionException extends InputException {
  private static final long serialVersionUID = 1L;

  InductionException(String message) {
    super(message);
  }
}
