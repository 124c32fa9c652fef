package dev.sonde.network.text;

import dev.sonde.file.InputException;

/** A tokenizer's files are missing, damaged or of a kind that is not read. */
public final class TokenizerException extends InputException {
  private static final long serialVersionUID = 1L;

  public TokenizerException(String message) {
    super(message);
  }
}
