package dev.sonde.question.transformers.steer;

import java.util.List;

/**
 * What is written with a direction added.
 *
 * @param site where it was added
 * @param length of what was added at each token
 * @param typical the mean length of what stands there
 * @param separated share of the texts on their own side of the middle, each judged by the others'
 *     direction; NaN of a given vector
 * @param plain without it
 * @param steered with it
 * @param random with random directions of the same length
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
   * @param text the beginning and what was written
   * @param same tokens from the beginning on that are those of the text without a direction
   * @param kl of the next token's distribution right behind the beginning from that without a
   *     direction, in nats
   */
  public record Written(String text, int written, int same, double kl) {}
}
