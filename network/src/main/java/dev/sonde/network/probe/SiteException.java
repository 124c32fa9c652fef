package dev.sonde.network.probe;

import dev.sonde.file.InputException;

/** A probe names a site or unit that the network does not have. */
public final class SiteException extends InputException {
  private static final long serialVersionUID = 1L;

  public SiteException(String message) {
    super(message);
  }
}
