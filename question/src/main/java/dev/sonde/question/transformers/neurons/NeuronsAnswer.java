package dev.sonde.question.transformers.neurons;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that activate neurons, and the logits that neurons change.
 *
 * @param tokens number of tokens that were read
 * @param expected the selectivity expected of a normal distribution: its largest of n values lies
 *     √(2 ln n) standard deviations above the mean, where n is the number of tokens
 * @param neurons the most selective first
 */
public record NeuronsAnswer(long tokens, double expected, List<Neuron> neurons) {

  public NeuronsAnswer {
    neurons = List.copyOf(neurons);
  }

  /**
   * @param selectivity (largest activation − mean) / standard deviation
   * @param writes null if a neuron has no direct effect on logits in this model
   */
  public record Neuron(
      int layer,
      int neuron,
      double mean,
      double deviation,
      double greatest,
      double selectivity,
      List<Example> examples,
      @Nullable Writes writes) {
    public Neuron {
      examples = List.copyOf(examples);
    }
  }

  /** A token in its context. */
  public record Example(
      int text, int position, double activation, String before, String token, String after) {}

  /**
   * @param random the largest increase of a logit by random directions of the same norm
   */
  public record Writes(List<Effect> raised, List<Effect> lowered, double random) {
    public Writes {
      raised = List.copyOf(raised);
      lowered = List.copyOf(lowered);
    }
  }

  /** A token and the change of its logit per unit of the neuron's activation. */
  public record Effect(String token, double logit) {}
}
