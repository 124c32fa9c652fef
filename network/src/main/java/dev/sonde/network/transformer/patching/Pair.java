package dev.sonde.network.transformer.patching;

import dev.sonde.network.transformer.Input;
import dev.sonde.network.transformer.Transformer;
import dev.sonde.network.transformer.TransformerException;

/**
 * A clean and a corrupted text and what the model says to each.
 *
 * @param firstDifference the first position at which their runs may differ
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Pair(
    int[] clean,
    int[] corrupted,
    Metric metric,
    double cleanValue,
    double corruptedValue,
    int firstDifference) {

  static Pair of(Transformer model, int[] clean, int[] corrupted, Metric metric) {
    if (clean.length != corrupted.length) {
      throw new TransformerException(
          "the clean text has "
              + clean.length
              + " tokens, the corrupted "
              + corrupted.length
              + ": patching needs two of equal length");
    }
    int outputs = model.architecture().sizes().outputs();
    for (int token : new int[] {metric.answer(), metric.wrong()}) {
      if (token < 0 || token >= outputs) {
        throw new TransformerException("token " + token + " of " + outputs + " outputs");
      }
    }
    int first = 0;
    if (model.architecture().attention().causal()) {
      while (first < clean.length && clean[first] == corrupted[first]) first++;
    }
    double[] values = new double[2];
    for (int i = 0; i < 2; i++) {
      values[i] =
          model.compute(
              Input.Tokens.of(i == 0 ? clean : corrupted),
              logits -> (double) metric.of(logits).toFloats()[0]);
    }
    return new Pair(clean, corrupted, metric, values[0], values[1], first);
  }
}
