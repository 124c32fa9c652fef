package dev.sonde.checkpoint.pause;

import org.jspecify.annotations.Nullable;

/** Work was told to stop; where it stands is kept, if it was to be kept. */
public class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoppedException() {
    this("stopped");
  }

  protected StoppedException(@Nullable String message) {
    super(message, null, false, false);
  }
}
