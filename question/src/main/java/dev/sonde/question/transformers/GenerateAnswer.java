package dev.sonde.question.transformers;

import java.util.List;

/**
 * A prompt and the model's continuation of it.
 *
 * @param text the prompt followed by the continuation
 * @param tokens the token ids of {@code text}, or the numbers of its symbols
 * @param written number of tokens that the model generated
 * @param stopped whether the model generated the token that ends a text
 */
public record GenerateAnswer(String text, List<Integer> tokens, int written, boolean stopped) {
  public GenerateAnswer {
    tokens = List.copyOf(tokens);
  }
}
