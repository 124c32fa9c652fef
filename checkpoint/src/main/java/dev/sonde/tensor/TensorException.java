package dev.sonde.tensor;

import dev.sonde.file.InputException;
import dev.sonde.file.Printable;

/** A tensor's numbers cannot be read any more; the message names the tensor and says why. */
public final class TensorException extends InputException {
  private static final long serialVersionUID = 1L;

  TensorException(String address, InternalError fault) {
    super(
        Printable.of("tensor '" + address + "': the file that holds it " + MappedFault.in(fault)),
        fault);
  }
}
