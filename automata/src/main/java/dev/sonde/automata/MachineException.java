package dev.sonde.automata;

import dev.sonde.file.InputException;

/** A machine cannot be read, made or learned; the message says where and why. */
public final class MachineException extends InputException {
  private static final long serialVersionUID = 1L;

  public MachineException(String message) {
    super(message);
  }
}
