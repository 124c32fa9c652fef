package dev.sonde.question.networks;

/** How the positions of a feature map, or the steps of a sequence, become vectors. */
public enum Places {
  /** Each unit's mean over them: a vector of units for each example. */
  MEAN,
  /** All of them concatenated: a vector of units × positions for each example. */
  ALL,
  /** A vector of units for each position of each example. */
  EACH
}
