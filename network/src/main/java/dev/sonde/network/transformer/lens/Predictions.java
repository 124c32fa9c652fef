package dev.sonde.network.transformer.lens;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;
import dev.sonde.network.torch.Indexing;
import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model says at each position: the next token, or for BERT the token that stands there, of
 * which {@code [MASK]} is the interesting one.
 *
 * @param positions by position: the most probable tokens, in order
 */
public record Predictions(List<List<LogitLens.Guess>> positions) {

  public Predictions {
    positions = positions.stream().map(List::copyOf).toList();
  }

  /**
   * Asks.
   *
   * @param top how many tokens are told at each position
   * @throws TransformerException if the model has no logits over tokens
   */
  public static Predictions of(Transformer model, int[] ids, int top) {
    int outputs = model.architecture().sizes().outputs();
    if (outputs == 0 || top < 1) {
      throw new TransformerException(
          model.path() + ": " + top + " best tokens of " + outputs + " outputs");
    }
    int kept = Math.min(top, outputs);
    return model.compute(
        Input.Tokens.of(ids),
        logits -> {
          Array logs = Functional.logSoftmax(logits.select(0, 0).toFloat(), -1);
          List<Array> found = Indexing.top(logs, kept, 1, true);
          float[] values = found.getFirst().toFloats();
          long[] places = found.getLast().toLongs();
          List<List<LogitLens.Guess>> positions = new ArrayList<>();
          for (int start = 0; start < values.length; start += kept) {
            List<LogitLens.Guess> guesses = new ArrayList<>();
            for (int i = start; i < start + kept; i++) {
              guesses.add(new LogitLens.Guess((int) places[i], Math.exp(values[i])));
            }
            positions.add(guesses);
          }
          return new Predictions(positions);
        });
  }
}
