package dev.sonde.network.channels;

import dev.sonde.file.InputException;
import dev.sonde.file.Printable;

/** Channels cannot be followed in this network, or not for this class. */
public final class ChannelException extends InputException {
  private static final long serialVersionUID = 1L;

  ChannelException(String message) {
    super(Printable.of(message));
  }
}
