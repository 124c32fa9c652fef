package dev.sonde.study.trial;

/** Hears of a runner's progress, from any thread. */
public interface TrialListener {

  /**
   * Before the first trial.
   *
   * @param finished how many of {@code total} need not be run again
   */
  default void started(int total, int finished) {}

  /** A trial tells how much of it is done, 0 to 1. */
  default void advanced(Trial trial, double share) {}

  /** A trial was published now. */
  default void finished(Trial trial) {}

  /** A trial failed; the others go on. */
  default void failed(Trial trial, String why) {}

  static TrialListener silent() {
    return new TrialListener() {};
  }
}
