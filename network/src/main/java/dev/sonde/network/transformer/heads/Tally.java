package dev.sonde.network.transformer.heads;

import dev.sonde.network.probe.Capture;

/** Sums of attention by kind of key, over texts. */
final class Tally {

  /** Attention on one kind of key: the mean over the queries that have such a key. */
  static final class Share {
    private double sum;
    private long queries;
    private double row;
    private boolean found;

    private void note(boolean holds, double p) {
      if (!holds) return;
      row += p;
      found = true;
    }

    private void endRow() {
      if (found) {
        sum += row;
        queries++;
      }
      row = 0;
      found = false;
    }

    double mean() {
      return queries == 0 ? 0 : sum / queries;
    }

    /** NaN where no query has such a key. */
    double meanOrNone() {
      return queries == 0 ? Double.NaN : sum / queries;
    }
  }

  /** One head's sums. */
  static final class Counts {
    final Share previous = new Share();
    final Share next = new Share();
    final Share first = new Share();
    final Share self = new Share();
    final Share separator = new Share();
    final Share same = new Share();
    final Share duplicate = new Share();
    final Share induction = new Share();
    private double entropy;
    private double distance;
    private long rows;

    double entropy() {
      return rows == 0 ? 0 : entropy / rows;
    }

    double distance() {
      return rows == 0 ? 0 : distance / rows;
    }

    void add(
        float[] pattern, int start, int query, int[] tokens, int[] twins, boolean[] separators) {
      for (int key = 0; key < tokens.length; key++) {
        double p = pattern[start + key];
        previous.note(key == query - 1, p);
        next.note(key == query + 1, p);
        first.note(key == 0 && query > 0, p);
        self.note(key == query, p);
        separator.note(separators[key] && (key <= query || p > 0), p);
        same.note(key != query && tokens[key] == tokens[query], p);
        duplicate.note(key < query && twins[key] == twins[query], p);
        induction.note(key > 0 && key <= query && twins[key - 1] == twins[query], p);
        if (p > 0) entropy -= p * Math.log(p);
        distance += p * Math.abs(query - key);
      }
      rows++;
      previous.endRow();
      next.endRow();
      first.endRow();
      self.endRow();
      separator.endRow();
      same.endRow();
      duplicate.endRow();
      induction.endRow();
    }
  }

  private final Counts[][] counts;

  Tally(int layers, int heads) {
    counts = new Counts[layers][heads];
    for (Counts[] layer : counts) {
      for (int head = 0; head < heads; head++) layer[head] = new Counts();
    }
  }

  Counts of(int layer, int head) {
    return counts[layer][head];
  }

  /**
   * Adds the patterns of one text.
   *
   * @param tokens which other places hold the same token
   * @param twins which earlier places count as a duplicate
   */
  void add(Capture seen, int[] tokens, int[] twins) {
    add(seen, tokens, twins, new boolean[tokens.length]);
  }

  /** As {@link #add(Capture, int[], int[])}, where some tokens separate. */
  void add(Capture seen, int[] tokens, int[] twins, boolean[] separators) {
    int length = tokens.length;
    for (int layer = 0; layer < counts.length; layer++) {
      float[] pattern = seen.values("blocks." + layer + ".attn.pattern").toFloats();
      for (int head = 0; head < counts[layer].length; head++) {
        for (int query = 0; query < length; query++) {
          int start = (head * length + query) * length;
          counts[layer][head].add(pattern, start, query, tokens, twins, separators);
        }
      }
    }
  }
}
