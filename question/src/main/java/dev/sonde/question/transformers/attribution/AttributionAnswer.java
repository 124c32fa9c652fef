package dev.sonde.question.transformers.attribution;

import java.util.List;

/**
 * A logit, or a logit difference, decomposed into what each component adds.
 *
 * @param tokens of the text
 * @param position the position at which logits are read, from 0
 * @param correct the token whose logit is decomposed
 * @param against the token whose logit is subtracted; empty if none
 * @param total the logit or difference as the model computes it
 * @param sum the sum of all parts; equals {@code total} up to rounding
 * @param parts embeddings, heads, MLPs and biases, in the order of the model
 * @param sources what each head adds, by source token (the token it attends to)
 */
public record AttributionAnswer(
    List<String> tokens,
    int position,
    String correct,
    String against,
    double total,
    double sum,
    List<Part> parts,
    List<Source> sources) {

  public AttributionAnswer {
    tokens = List.copyOf(tokens);
    parts = List.copyOf(parts);
    sources = List.copyOf(sources);
  }

  /**
   * @param kind embedding, head, mlp or bias
   * @param value its contribution to the logit or difference
   * @param random root mean square of its contribution to the logits of random tokens, or to
   *     differences of random pairs
   */
  public record Part(String component, String kind, double value, double random) {}

  /**
   * @param values contributions, by position of the source token
   */
  public record Source(int layer, int head, List<Double> values) {
    public Source {
      values = List.copyOf(values);
    }
  }
}
