package dev.sonde.study.trial;

/** Thrown by a {@link Work} that was asked to stop and has saved where it stands. */
public final class TrialInterrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrialInterrupted() {
    super("interrupted", null, false, false);
  }
}
