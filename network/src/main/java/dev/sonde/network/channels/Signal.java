package dev.sonde.network.channels;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;

/** The number whose gradient is followed, for one class y of each image. */
public enum Signal {
  /** p(y)·z(y), the probability taken as a constant. */
  WEIGHTED_LOGIT,
  /** z(y). */
  LOGIT,
  /** −log p(y). */
  LOSS;

  /**
   * The sum over a batch: images do not meet, so each keeps a gradient of its own.
   *
   * @param logits {@code [images × classes]}
   * @param classes {@code [images]}
   */
  Array of(Array logits, Array classes) {
    Array column = classes.unsqueeze(1);
    return switch (this) {
      case WEIGHTED_LOGIT -> {
        Array probability = Functional.softmax(logits, 1).detach().gather(1, column);
        yield logits.gather(1, column).multiply(probability).sum();
      }
      case LOGIT -> logits.gather(1, column).sum();
      case LOSS -> Functional.logSoftmax(logits, 1).gather(1, column).sum().multiply(-1);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
