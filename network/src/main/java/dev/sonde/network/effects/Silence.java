package dev.sonde.network.effects;

/** What silenced units are set to. */
public enum Silence {
  ZERO,
  /** The mean of each unit over all examples and places. */
  MEAN,
  /** What they are for another example of the same data, drawn at random. */
  RESAMPLE
}
