package dev.sonde.network.probe;

/** A probe names a site or unit that the network does not have. */
public final class SiteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SiteException(String message) {
    super(message);
  }
}
