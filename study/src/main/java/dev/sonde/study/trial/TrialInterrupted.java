package dev.sonde.study.trial;

import dev.sonde.checkpoint.pause.StoppedException;

/** Thrown by a {@link Work} that was asked to stop and has saved where it stands. */
public final class TrialInterrupted extends StoppedException {
  private static final long serialVersionUID = 1L;

  public TrialInterrupted() {
    super("interrupted");
  }
}
