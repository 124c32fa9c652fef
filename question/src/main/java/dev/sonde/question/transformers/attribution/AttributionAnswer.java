package dev.sonde.question.transformers.attribution;

import java.util.List;

/**
 * A logit difference as a sum.
 *
 * @param tokens of the text
 * @param position at which logits are read
 * @param correct the token whose logit it is
 * @param against the token whose logit is subtracted; empty: none is
 * @param total as the model gives it
 * @param sum of all parts
 * @param parts embeddings, heads, MLPs, biases, in the order of the model
 * @param sources what each head adds, by the token it took it from
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
   * @param value what it adds to the logit difference
   * @param random what it adds to differences of as many random pairs of tokens: their standard
   *     deviation
   */
  public record Part(String component, String kind, double value, double random) {}

  /**
   * @param values by position of the token that was attended to
   */
  public record Source(int layer, int head, List<Double> values) {
    public Source {
      values = List.copyOf(values);
    }
  }
}
