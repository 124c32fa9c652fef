package dev.sonde.figure.table;

import dev.sonde.file.InputException;

/** A table has not what was asked for. */
public final class TableException extends InputException {

  private static final long serialVersionUID = 1;

  public TableException(String message) {
    super(message);
  }
}
