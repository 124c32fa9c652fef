package dev.sonde.question.networks;

/** What becomes of the places of a map, or the steps of a sequence. */
public enum Places {
  /** Each unit's mean over them: a vector of units for each example. */
  MEAN,
  /** All of them side by side: a vector of units times places for each example. */
  ALL,
  /** A vector of units for each place of each example. */
  EACH
}
