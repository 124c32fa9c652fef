package dev.sonde.automata;

/** A machine cannot be read, made or learned; the message says where and why. */
public final class MachineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MachineException(String message) {
    super(message);
  }
}
