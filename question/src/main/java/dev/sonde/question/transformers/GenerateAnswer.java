package dev.sonde.question.transformers;

import java.util.List;

/**
 * A text that a model went on with.
 *
 * @param text the beginning and what was written
 * @param tokens its tokens
 * @param written how many of them were written
 * @param stopped whether the model ended the text itself
 */
public record GenerateAnswer(String text, List<Integer> tokens, int written, boolean stopped) {
  public GenerateAnswer {
    tokens = List.copyOf(tokens);
  }
}
