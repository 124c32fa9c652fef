package dev.sonde.network.train;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

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

  /**
   * One that hears how far it is and says when to stop.
   *
   * @param progress hears the share of the steps that are done, 0 to 1
   */
  static TrainingListener of(DoubleConsumer progress, BooleanSupplier stop) {
    return new TrainingListener() {
      @Override
      public void stepped(long step, long steps, double loss) {
        progress.accept(step / (double) steps);
      }

      @Override
      public boolean interrupted() {
        return stop.getAsBoolean();
      }
    };
  }
}
