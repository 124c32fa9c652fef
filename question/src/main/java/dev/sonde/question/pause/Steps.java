package dev.sonde.question.pause;

import java.io.IOException;

/** A long operation that can stop after any of its steps. */
public interface Steps {

  boolean ended();

  /** Does the next one: seconds of work at most. */
  void step() throws IOException;

  /** All that is needed to go on after the steps done, beside what the operation is asked. */
  Stand stand() throws IOException;
}
