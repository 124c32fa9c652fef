package dev.sonde.network.transformer;

import dev.sonde.file.InputException;

/** A transformer's files do not fit together, or it is asked for something it does not have. */
public final class TransformerException extends InputException {
  private static final long serialVersionUID = 1L;

  public TransformerException(String message) {
    super(message);
  }
}
