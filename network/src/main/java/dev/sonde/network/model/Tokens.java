package dev.sonde.network.model;

import dev.sonde.network.torch.Array;

/** Sequences of symbols as arrays of indices. */
public final class Tokens {

  private Tokens() {}

  /**
   * {@code [batch × time]} from sequences of equal length.
   *
   * @throws IllegalArgumentException if there are none or their lengths differ
   */
  public static Array of(int[][] sequences) {
    if (sequences.length == 0) throw new IllegalArgumentException("a batch of no sequences");
    int time = sequences[0].length;
    int[] flat = new int[sequences.length * time];
    for (int b = 0; b < sequences.length; b++) {
      if (sequences[b].length != time) {
        throw new IllegalArgumentException(
            "sequences of one batch have equal lengths; sequence 0 has "
                + time
                + " symbols, sequence "
                + b
                + " has "
                + sequences[b].length);
      }
      System.arraycopy(sequences[b], 0, flat, b * time, time);
    }
    return Array.ofIndices(flat, sequences.length, time);
  }
}
