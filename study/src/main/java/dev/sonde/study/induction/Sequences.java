package dev.sonde.study.induction;

import java.util.SplittableRandom;

/**
 * Random tokens that repeat: a block of tokens, each drawn evenly and for itself, comes again and
 * again until the sequence is full. The block's length is drawn for every sequence, so that no
 * distance between a token and its repetition can be learnt.
 *
 * @param vocabulary tokens there are
 * @param positions tokens a network reads; a sequence has one more, the last to be told
 * @param shortest block
 * @param longest block
 */
record Sequences(int vocabulary, int positions, int shortest, int longest) {

  /**
   * Sequences.
   *
   * @param ids {@code [rows × (positions + 1)]}, row-major
   * @param periods length of each row's block
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Drawn(int positions, int[] ids, int[] periods) {

    int rows() {
      return periods.length;
    }

    /** What the network reads: {@code [rows × positions]}. */
    int[] read() {
      return cut(0);
    }

    /** What it is to tell at each position, the next token: {@code [rows × positions]}. */
    int[] told() {
      return cut(1);
    }

    private int[] cut(int from) {
      int[] cut = new int[rows() * positions];
      for (int row = 0; row < rows(); row++) {
        System.arraycopy(ids, row * (positions + 1) + from, cut, row * positions, positions);
      }
      return cut;
    }

    /** One row of what the network reads. */
    int[] read(int row) {
      int start = row * (positions + 1);
      return java.util.Arrays.copyOfRange(ids, start, start + positions);
    }
  }

  /** What can be known of a token from those before it. */
  enum Kind {
    /** It comes for the first time, as far as its block goes: nothing tells it. */
    FIRST,
    /** It repeats the block's first; nothing before it says that the block is over. */
    TURN,
    /** It and the token before it repeat what came one period earlier: an induction head tells. */
    AGAIN
  }

  /**
   * Which kind the token at a place is.
   *
   * @param place from 0, the sequence's first token
   */
  static Kind kind(int place, int period) {
    if (place < period) return Kind.FIRST;
    return place == period ? Kind.TURN : Kind.AGAIN;
  }

  /** So many sequences; {@code random} makes the same of the same seed. */
  Drawn draw(int rows, SplittableRandom random) {
    int[] ids = new int[rows * (positions + 1)];
    int[] periods = new int[rows];
    for (int row = 0; row < rows; row++) periods[row] = draw(random, ids, row * (positions + 1));
    return new Drawn(positions, ids, periods);
  }

  /** Writes one sequence and gives its period. */
  int draw(SplittableRandom random, int[] ids, int at) {
    int period = random.nextInt(shortest, longest + 1);
    for (int i = 0; i <= positions; i++) {
      ids[at + i] = i < period ? random.nextInt(vocabulary) : ids[at + i - period];
    }
    return period;
  }
}
