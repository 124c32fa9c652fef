package dev.sonde.question.transformers.changed;

import dev.sonde.network.transformer.change.WeightChange;
import java.util.List;

/**
 * What changed between two models of one shape.
 *
 * @param base its name
 * @param other the other's name
 * @param tokens that both read
 * @param change of all weights together, relative
 * @param layers by number of blocks before, 0 to all
 * @param heads by layer and head
 * @param neurons of the MLPs, those first that moved most
 * @param weights every weight
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
   * @param change of the weights of the block that leads here, relative; of the embedding for 0
   * @param cka of the residual streams, 1: the same up to rotation and size
   * @param ckaRandom the same after a random change of the same size
   * @param ckaShuffled of the base's stream with its own tokens in another order
   * @param kl nats between what this layer would say, through the logit lens
   * @param klRandom the same after a random change of the same size
   * @param other share of positions where another token is the most probable
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
   * @param change the greatest relative change of its queries, keys, values and output
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
