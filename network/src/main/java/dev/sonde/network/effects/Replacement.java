package dev.sonde.network.effects;

/** What ablated units are set to. */
public enum Replacement {
  ZERO,
  /** The mean of each unit over all examples and places. */
  MEAN,
  /** What they are for another example of the same data, drawn at random. */
  RESAMPLE
}
