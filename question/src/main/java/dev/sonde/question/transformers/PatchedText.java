package dev.sonde.question.transformers;

import java.util.List;

/**
 * What each part carries over from the clean to the corrupted text.
 *
 * @param tokens of the clean text
 * @param clean the logit difference of the clean text
 * @param corrupted that of the corrupted text
 */
public record PatchedText(
    List<String> tokens, double clean, double corrupted, List<Effect> effects) {

  public PatchedText {
    tokens = List.copyOf(tokens);
    effects = List.copyOf(effects);
  }

  /**
   * One part at one position.
   *
   * @param head 0 where the part is no head
   * @param value the logit difference with it put in
   * @param recovered share of the way from corrupted to clean
   */
  public record Effect(int layer, int head, int position, double value, double recovered) {}
}
