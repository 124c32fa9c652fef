package dev.sonde.network.transformer.patching;

import dev.sonde.network.torch.Array;

/**
 * The logit of one token minus that of another at the last position.
 *
 * @param answer the token that is right for the clean text
 * @param wrong the one that is right for the corrupted text
 */
public record Metric(int answer, int wrong) {

  /** One number per row of {@code logits [rows × positions × outputs]}. */
  Array of(Array logits) {
    Array last = logits.select(1, logits.extent(1) - 1);
    return last.select(1, answer).subtract(last.select(1, wrong));
  }
}
