package dev.sonde.question.transformers;

import java.util.List;

/**
 * What patching each part from the clean into the corrupted run recovers.
 *
 * @param tokens of the clean text
 * @param clean the logit difference on the clean text
 * @param corrupted the logit difference on the corrupted text
 */
public record PatchedText(
    List<String> tokens, double clean, double corrupted, List<Effect> effects) {

  public PatchedText {
    tokens = List.copyOf(tokens);
    effects = List.copyOf(effects);
  }

  /**
   * One part patched at one position.
   *
   * @param head 0 if the part is not a head
   * @param value the logit difference with the part patched
   * @param recovered (value − corrupted) / (clean − corrupted)
   */
  public record Effect(int layer, int head, int position, double value, double recovered) {}
}
