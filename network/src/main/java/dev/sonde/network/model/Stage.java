package dev.sonde.network.model;

/** One stage of a feed-forward network, in order of computation. */
public sealed interface Stage {

  /** A square convolution of stride 1. */
  record Convolve(int channels, int kernel, int padding) implements Stage {}

  /** Normalises channels by batch statistics. */
  record NormaliseBatch() implements Stage {}

  /** A fully connected layer; images are flattened before it. */
  record Connect(int units) implements Stage {}

  /** max(0, x). */
  record Relu() implements Stage {}

  /** The maximum over squares of {@code size}, side by side. */
  record MaxPool(int size) implements Stage {}

  /** Zeroes elements in training. */
  record Drop(double rate) implements Stage {}
}
