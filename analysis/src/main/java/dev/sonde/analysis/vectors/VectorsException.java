package dev.sonde.analysis.vectors;

import dev.sonde.file.InputException;

/** A file does not hold the vectors or labels asked for; the message says where and why. */
public final class VectorsException extends InputException {
  private static final long serialVersionUID = 1L;

  public VectorsException(String message) {
    super(message);
  }
}
