package dev.sonde.study.trial;

import java.util.function.DoubleConsumer;

/** Runs trials one after the other: a thread, or a child process. */
public sealed interface Lane extends AutoCloseable permits ThreadLane, ProcessLane {

  /** What became of a trial. */
  sealed interface Answer {
    record Done(TrialStore.Outcome outcome) implements Answer {}

    record Failed(String why) implements Answer {}
  }

  /** Makes the lane of one slot. */
  @FunctionalInterface
  interface Maker {
    Lane make();
  }

  /**
   * Runs one trial.
   *
   * @throws TrialInterrupted if the work stopped because this thread was interrupted
   * @throws InterruptedException the same
   */
  Answer run(TrialStore store, Trial trial, DoubleConsumer progress) throws InterruptedException;

  @Override
  void close();
}
