package dev.sonde.question.transformers;

import java.util.List;

/**
 * What each layer says at each position.
 *
 * @param tokens of the text
 * @param agreement by layer: share of positions at which its best token is the model's own
 * @param kl by layer: mean over positions of the final distribution's KL from this one, in nats
 * @param tuned by layer but the last, if a tuned lens was read through; else empty
 */
public record LensAnswer(
    List<String> tokens,
    List<Reading> layers,
    List<Double> agreement,
    List<Double> kl,
    List<Tuned> tuned) {

  public LensAnswer {
    tokens = List.copyOf(tokens);
    layers = List.copyOf(layers);
    agreement = List.copyOf(agreement);
    kl = List.copyOf(kl);
    tuned = List.copyOf(tuned);
  }

  /**
   * One layer at one position.
   *
   * @param layer blocks that came before
   * @param answer how the token fares that the text goes on with, or at the end the model's own
   */
  public record Reading(int layer, int position, List<Guess> top, Answer answer) {
    public Reading {
      top = List.copyOf(top);
    }
  }

  /**
   * What a layer's map was worth where it was fitted; NaN for a file that does not say.
   *
   * @param before KL on held-out tokens of the plain lens, in nats
   * @param after that of the tuned lens
   */
  public record Tuned(int layer, double before, double after) {}

  /** A token and its probability. */
  public record Guess(String token, double p) {}

  /**
   * @param rank 1 for the most probable
   * @param kl of the final distribution from this one, in nats
   */
  public record Answer(String token, int rank, double p, double kl) {}
}
