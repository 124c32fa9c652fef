package dev.sonde.question.transformers.perplexity;

import java.util.List;

/**
 * Cross-entropy and perplexity of texts.
 *
 * @param tokens number of predicted tokens
 * @param crossEntropy mean −ln p over tokens, in nats
 * @param perplexity exp of the cross-entropy
 * @param bitsPerByte cross-entropy in bits per byte of the UTF-8 texts
 * @param shuffled the cross-entropy of the same tokens in random order, in nats
 * @param uniform the cross-entropy of uniform predictions: ln of the vocabulary's size
 * @param texts the same for each text
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
   * @param tokens number of predicted tokens
   * @param shuffled the cross-entropy of its tokens in random order
   */
  public record Text(String text, int tokens, double crossEntropy, double shuffled) {}
}
