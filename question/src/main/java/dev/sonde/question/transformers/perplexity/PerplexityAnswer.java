package dev.sonde.question.transformers.perplexity;

import java.util.List;

/**
 * How surprised a model is.
 *
 * @param tokens that were predicted
 * @param crossEntropy mean −ln p over tokens, in nats
 * @param perplexity its exponential
 * @param bitsPerByte of the texts in UTF-8
 * @param shuffled the cross-entropy of the same tokens in random order
 * @param uniform that of a model that knows nothing: ln of the vocabulary
 * @param texts one by one
 */
public record PerplexityAnswer(
    long tokens,
    double crossEntropy,
    double perplexity,
    double bitsPerByte,
    double shuffled,
    double uniform,
    List<Text> texts) {

  public PerplexityAnswer {
    texts = List.copyOf(texts);
  }

  /**
   * @param tokens that were predicted
   * @param shuffled the cross-entropy of its tokens in random order
   */
  public record Text(String text, int tokens, double crossEntropy, double shuffled) {}
}
