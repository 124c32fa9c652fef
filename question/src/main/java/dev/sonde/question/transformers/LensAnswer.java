package dev.sonde.question.transformers;

import java.util.List;

/**
 * What each layer says at each position.
 *
 * @param tokens of the text
 * @param agreement by layer: share of positions at which its best token is the model's own
 */
public record LensAnswer(List<String> tokens, List<Reading> layers, List<Double> agreement) {

  public LensAnswer {
    tokens = List.copyOf(tokens);
    layers = List.copyOf(layers);
    agreement = List.copyOf(agreement);
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

  /** A token and its probability. */
  public record Guess(String token, double p) {}

  /**
   * @param rank 1 for the most probable
   * @param kl of the final distribution from this one, in nats
   */
  public record Answer(String token, int rank, double p, double kl) {}
}
