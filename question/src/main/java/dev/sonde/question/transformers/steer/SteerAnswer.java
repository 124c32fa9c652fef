package dev.sonde.question.transformers.steer;

import java.util.List;

/**
 * Text that is generated with a steering direction added.
 *
 * @param site the site at which the direction was added
 * @param length norm of the vector added at each token
 * @param typical mean norm of the activations at the site
 * @param separated leave-one-out accuracy: share of the texts that lie on their own side of the
 *     midpoint along the direction of the other texts; NaN for a given vector
 * @param plain the text generated without the direction
 * @param steered the text generated with the direction
 * @param random texts generated with random directions of the same norm
 */
public record SteerAnswer(
    String site,
    double length,
    double typical,
    double separated,
    Written plain,
    Written steered,
    List<Written> random) {

  public SteerAnswer {
    random = List.copyOf(random);
  }

  /**
   * @param text the prompt followed by the continuation
   * @param same number of first generated tokens that equal those without a direction
   * @param kl KL of the next-token distribution after the prompt, with and without the direction,
   *     in nats
   */
  public record Written(String text, int written, int same, double kl) {}
}
