package dev.sonde.study.induction;

import dev.sonde.network.torch.Array;
import dev.sonde.network.torch.Functional;

/**
 * How well a network predicts the next tokens of sequences.
 *
 * @param first mean cross-entropy of new tokens, in nats
 * @param again mean cross-entropy of the tokens that an induction head can predict, in nats
 * @param accuracy share of these that have the greatest logit
 * @param context in-context score, after Olsson et al. 2022: loss of the last tokens less that of
 *     the first, as many as the shortest block is long less one; below 0 if context helps
 * @param places mean cross-entropy by place, from the second token on: {@code [positions]}
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record SequenceLosses(
    double first, double again, double accuracy, double context, double[] places) {

  /**
   * Judges answers.
   *
   * @param logits {@code [rows × positions × vocabulary]}
   */
  static SequenceLosses of(Array logits, Sequences.Drawn drawn, int shortest) {
    int vocabulary = Math.toIntExact(logits.extent(2));
    float[] logs = Functional.logSoftmax(logits, -1).toFloats();
    return of(logs, vocabulary, drawn, shortest);
  }

  /**
   * @param logs log-probabilities, as the logits
   */
  static SequenceLosses of(float[] logs, int vocabulary, Sequences.Drawn drawn, int shortest) {
    int[] told = drawn.told();
    int positions = drawn.positions();
    double[] places = new double[positions];
    double first = 0;
    double again = 0;
    long firsts = 0;
    long agains = 0;
    long right = 0;
    for (int i = 0; i < told.length; i++) {
      int position = i % positions;
      double loss = -logs[i * vocabulary + told[i]];
      places[position] += loss / drawn.rows();
      switch (Sequences.kind(position + 1, drawn.periods()[i / positions])) {
        case FIRST -> {
          first += loss;
          firsts++;
        }
        case TURN -> {}
        case AGAIN -> {
          again += loss;
          agains++;
          if (greatest(logs, i * vocabulary, vocabulary) == told[i]) right++;
        }
      }
    }
    return new SequenceLosses(
        first / firsts,
        again / agains,
        right / (double) agains,
        mean(places, positions - shortest + 1, positions) - mean(places, 0, shortest - 1),
        places);
  }

  private static int greatest(float[] logs, int at, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) if (logs[at + i] > logs[at + best]) best = i;
    return best;
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) sum += values[i];
    return sum / (to - from);
  }
}
