package dev.sonde.question.networks;

/** A network's task: how inputs and labels are read, and what is measured. */
public enum Task {
  /** Sums, written symbol by symbol; they are generated, no files are read. */
  ADDITION,
  /** A class for each example; measured by cross-entropy and accuracy. */
  CLASSES,
  /** Numbers for each example; measured by mean squared error. */
  NUMBERS
}
