package dev.sonde.study.trial;

import java.io.IOException;

/**
 * What trials of one kind do. Must depend on the trial's settings alone (and on published trials
 * that these name by key), so that running it again gives the same. Several threads may run it at
 * once, for different trials.
 */
@FunctionalInterface
public interface Work {

  /**
   * Does the trial: files go into {@link Workplace#folder}, numbers to {@link Workplace#add}. Finds
   * there what an earlier, killed attempt left, and may go on from it.
   *
   * @throws TrialInterrupted if it stopped because {@link Workplace#interrupted} said so
   */
  void run(Trial trial, Workplace place) throws IOException;
}
