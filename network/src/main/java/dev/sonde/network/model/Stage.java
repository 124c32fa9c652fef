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

  /** As a file keeps it: {@code convolve 16 3 1}, {@code relu}. */
  default String text() {
    return switch (this) {
      case Convolve c -> "convolve " + c.channels() + " " + c.kernel() + " " + c.padding();
      case NormaliseBatch _ -> "batch-norm";
      case Connect c -> "connect " + c.units();
      case Relu _ -> "relu";
      case MaxPool p -> "max-pool " + p.size();
      case Drop d -> "drop " + d.rate();
    };
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException if it is not a stage
   */
  static Stage of(String text) {
    String[] parts = text.split(" ", -1);
    try {
      return switch (parts[0]) {
        case "convolve" -> new Convolve(number(parts, 1), number(parts, 2), number(parts, 3));
        case "batch-norm" -> new NormaliseBatch();
        case "connect" -> new Connect(number(parts, 1));
        case "relu" -> new Relu();
        case "max-pool" -> new MaxPool(number(parts, 1));
        case "drop" -> new Drop(Double.parseDouble(parts[1]));
        default -> throw new IllegalArgumentException("no stage is called '" + parts[0] + "'");
      };
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("'" + text + "' is not a stage", e);
    }
  }

  private static int number(String[] parts, int at) {
    return Integer.parseInt(parts[at]);
  }
}
