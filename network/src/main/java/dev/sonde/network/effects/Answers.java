package dev.sonde.network.effects;

import java.util.Arrays;

/** What the whole network says of a batch, and how many answers are others without some units. */
final class Answers {

  private int[] said = new int[64];
  private int count;

  /** Forgets the last batch. */
  void clear() {
    count = 0;
  }

  /** Of the whole network, in order. */
  void add(int label, int answer, double confidence) {
    if (count == said.length) said = Arrays.copyOf(said, 2 * count);
    said[count++] = answer;
  }

  /** Hears the answers of one set of units to the same batches. */
  final class Changes implements Scorer.Prediction {
    private int at;
    private long heard;
    private long changed;

    /** The next batch begins. */
    void begin() {
      at = 0;
    }

    @Override
    public void hear(int label, int answer, double confidence) {
      if (answer != said[at++]) changed++;
      heard++;
    }

    /** The share of answers that are others; NaN where none are classes. */
    double share() {
      return (double) changed / heard;
    }
  }
}
