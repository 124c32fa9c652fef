package dev.sonde.network.onnx;

/**
 * Which axis of an operator's result counts units, so that {@code site[3,5]} means what it says.
 */
enum Units {
  /** Axis 1, channels of an image or a signal. */
  CHANNELS,
  /** The last axis: features. */
  LAST,
  /** That of the first input that is not a constant. */
  SAME,
  /** Channels of four axes or more, else the last axis. */
  BY_RANK
}
