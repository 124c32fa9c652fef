package dev.sonde.network.train;

/** Hears of a training's progress, for a progress bar or a log; cannot change it. */
public interface TrainingListener {

  /**
   * A step is done.
   *
   * @param steps of the whole training if it does not stop early
   */
  default void stepped(long step, long steps, double loss) {}

  default void evaluated(Evaluation evaluation) {}

  /**
   * Asked before every step: true ends the training here, with its state saved. An interrupt of the
   * training's thread does the same.
   */
  default boolean interrupted() {
    return false;
  }

  static TrainingListener silent() {
    return new TrainingListener() {};
  }
}
