package dev.sonde.question.transformers;

import java.util.List;

/**
 * What the lens predicts from each layer at each position.
 *
 * @param tokens of the text
 * @param agreement by layer: share of positions at which the lens and the model predict the same
 *     token
 * @param kl by layer: KL(model ‖ lens), mean over positions, in nats
 * @param tuned the tuned lens' quality for each layer but the last; empty for the plain logit lens
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
   * @param layer number of blocks before; 0 is the embedding
   * @param answer rank and probability of the text's next token; at the last position, of the token
   *     that the model predicts
   */
  public record Reading(int layer, int position, List<Guess> top, Answer answer) {
    public Reading {
      top = List.copyOf(top);
    }
  }

  /**
   * KL of a layer before and after fitting; NaN if the file does not record it.
   *
   * @param before KL of the plain lens on held-out tokens, in nats
   * @param after KL of the tuned lens on the same tokens, in nats
   */
  public record Tuned(int layer, double before, double after) {}

  /** A token and its probability. */
  public record Guess(String token, double p) {}

  /**
   * @param rank 1 for the most probable
   * @param kl KL(model ‖ lens), in nats
   */
  public record Answer(String token, int rank, double p, double kl) {}
}
