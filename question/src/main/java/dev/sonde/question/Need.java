package dev.sonde.question;

/** What must be there for a question to be asked. */
public enum Need {
  /** A file of weights. */
  CHECKPOINT,
  /** A file that runs. */
  NETWORK,
  /** Inputs for a network. */
  INPUTS,
  /** A class for each input. */
  LABELS,
  /** Groups of files of weights. */
  GROUPS,
  /** A finite-state machine. */
  MACHINE,
  /** A file of vectors. */
  VECTORS
}
