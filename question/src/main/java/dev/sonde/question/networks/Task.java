package dev.sonde.question.networks;

/**
 * What a network was trained to do: how inputs and right answers are read, and what is measured.
 */
public enum Task {
  /** Sums, written symbol by symbol; they are drawn, no files are read. */
  ADDITION,
  /** A class for each example; measured by cross-entropy and the share that is right. */
  CLASSES,
  /** Numbers for each example; measured by the mean squared error. */
  NUMBERS
}
