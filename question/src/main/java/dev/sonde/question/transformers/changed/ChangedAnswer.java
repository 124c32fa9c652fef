package dev.sonde.question.transformers.changed;

import dev.sonde.network.transformer.change.WeightChange;
import java.util.List;

/**
 * Differences between two models of the same architecture.
 *
 * @param base the first model's name
 * @param other the second model's name
 * @param tokens number of tokens that both models read
 * @param change relative change of all weights together, ‖other − base‖ / ‖base‖
 * @param layers by number of blocks before, from 0 (the embedding)
 * @param heads by layer and head
 * @param neurons of the MLPs, the largest relative change first
 * @param weights every weight tensor
 */
public record ChangedAnswer(
    String base,
    String other,
    int tokens,
    double change,
    List<Layer> layers,
    List<Head> heads,
    List<WeightChange.Neuron> neurons,
    List<WeightChange.Weight> weights) {

  public ChangedAnswer {
    layers = List.copyOf(layers);
    heads = List.copyOf(heads);
    neurons = List.copyOf(neurons);
    weights = List.copyOf(weights);
  }

  /**
   * @param change relative change of the weights of the block before; of the embedding for layer 0
   * @param cka linear CKA of the residual streams; 1: the same up to rotation and scale
   * @param ckaRandom the same after a random change of the same size
   * @param ckaShuffled CKA of the base's stream with itself, tokens shuffled
   * @param kl KL between the two models' logit-lens predictions from this layer, in nats
   * @param klRandom the same after a random change of the same size
   * @param other share of positions at which the models predict different tokens
   */
  public record Layer(
      int layer,
      double change,
      double cka,
      double ckaRandom,
      double ckaShuffled,
      double kl,
      double klRandom,
      double other) {}

  /**
   * @param change the largest relative change among its query, key, value and output weights
   * @param divergence Jensen–Shannon divergence of its patterns, in nats
   * @param random the same after a random change of the same size
   */
  public record Head(
      int layer,
      int head,
      double q,
      double k,
      double v,
      double o,
      double change,
      double divergence,
      double random) {}
}
