package dev.sonde.network.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The most probable way to cut a text into pieces whose log probabilities are known (Kudo 2018),
 * found by Viterbi's algorithm.
 */
final class Unigram implements TokenModel {

  /** How much less probable than the least probable piece an unknown character is. */
  private static final double UNKNOWN_PENALTY = 10;

  private final Vocabulary vocabulary;
  private final PieceTrie trie;
  private final double[] scores;
  private final @Nullable Integer unknown;
  private final boolean single;
  private final double unknownScore;
  private final int @Nullable [] bytes;

  /**
   * @param trie the pieces that are found in texts
   * @param scores log probability by id; NaN: a piece that is always taken, whose score is that of
   *     the best for each of its bytes
   * @param least the score of the least probable piece
   * @param single whether scores are added in single precision, as SentencePiece does
   */
  Unigram(
      Vocabulary vocabulary,
      PieceTrie trie,
      double[] scores,
      double least,
      @Nullable Integer unknown,
      boolean byteFallback,
      boolean single) {
    this.vocabulary = vocabulary;
    this.trie = trie;
    this.scores = scores;
    this.unknown = unknown;
    this.single = single;
    this.unknownScore = rounded(least - UNKNOWN_PENALTY);
    this.bytes = byteFallback ? vocabulary.bytes() : null;
  }

  private double rounded(double score) {
    return single ? (float) score : score;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public void encode(String word, Ids out) {
    int length = word.length();
    double[] best = new double[length + 1];
    int[] from = new int[length + 1];
    int[] ids = new int[length + 1];
    Arrays.fill(from, -1);
    for (int at = 0; at < length; ) {
      int start = at;
      int end = at + Character.charCount(word.codePointAt(at));
      boolean[] alone = new boolean[1];
      trie.prefixes(
          word,
          start,
          (stop, id) -> {
            double score = rounded(best[start] + score(word, start, stop, id));
            if (from[stop] < 0 || score > best[stop]) {
              best[stop] = score;
              from[stop] = start;
              ids[stop] = id;
            }
            alone[0] |= stop == end;
          });
      double score = rounded(best[start] + unknownScore);
      if (!alone[0] && (from[end] < 0 || score > best[end])) {
        best[end] = score;
        from[end] = start;
        ids[end] = -1;
      }
      at = end;
    }
    emit(word, from, ids, out);
  }

  private double score(String word, int start, int end, int id) {
    double score = scores[id];
    if (!Double.isNaN(score)) return score;
    int length = word.substring(start, end).getBytes(StandardCharsets.UTF_8).length;
    return rounded(rounded(length * always) - 0.1);
  }

  private double always;

  /** Sets the score of each byte of a piece that is always taken. */
  Unigram always(double score) {
    always = score;
    return this;
  }

  /** Walks back from the end; unknown neighbours are one. */
  private void emit(String word, int[] from, int[] ids, Ids out) {
    int[] ends = new int[from.length];
    int count = 0;
    for (int end = word.length(); end > 0; end = from[end]) ends[count++] = end;
    for (int i = count - 1; i >= 0; i--) {
      int end = ends[i];
      if (ids[end] >= 0 && (unknown == null || ids[end] != unknown)) {
        out.add(ids[end]);
        continue;
      }
      int start = from[end];
      while (i > 0 && (ids[ends[i - 1]] < 0 || (unknown != null && ids[ends[i - 1]] == unknown))) {
        i--;
      }
      addUnknown(word.substring(start, ends[i]), out);
    }
  }

  private void addUnknown(String text, Ids out) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    boolean all = bytes != null;
    for (byte b : utf8) all = all && bytes != null && bytes[b & 0xff] >= 0;
    if (all && bytes != null) {
      for (byte b : utf8) out.add(bytes[b & 0xff]);
    } else if (unknown != null) {
      out.add(unknown);
    } else {
      throw new TokenizerException(
          "the tokenizer has no token for '" + text + "', nor one for the unknown");
    }
  }
}
