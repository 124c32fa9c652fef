package dev.sonde.question.transformers.neurons;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What neurons answer to and write.
 *
 * @param tokens that were read
 * @param expected how many deviations the greatest of so many tokens lies from the mean for a
 *     normal distribution, √(2 ln n)
 * @param neurons the most selective first
 */
public record NeuronsAnswer(long tokens, double expected, List<Neuron> neurons) {

  public NeuronsAnswer {
    neurons = List.copyOf(neurons);
  }

  /**
   * @param selectivity deviations between the greatest activation and the mean
   * @param writes null where the model has no logits of its own for a neuron
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
   * @param random the greatest that random directions of the same length raise a token by
   */
  public record Writes(List<Effect> raised, List<Effect> lowered, double random) {
    public Writes {
      raised = List.copyOf(raised);
      lowered = List.copyOf(lowered);
    }
  }

  /** A token and how much its logit changes where the neuron gives 1. */
  public record Effect(String token, double logit) {}
}
