package dev.sonde.checkpoint.pause;

import java.io.IOException;

/** Long work that can stop after any of its steps. */
public interface Steps {

  boolean ended();

  /** Does the next one: seconds of work at most. */
  void step() throws IOException;

  /** All that is needed to go on after the steps done, beside what the work is asked. */
  Stand stand() throws IOException;

  /** Whether where it stands shall be kept now, though nobody stops it. */
  default boolean due() {
    return false;
  }
}
