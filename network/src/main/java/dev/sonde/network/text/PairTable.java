package dev.sonde.network.text;

/** For each pair of ids that merge: how early, and into what. An open hash table of longs. */
final class PairTable {

  /** No pair. */
  static final long NONE = -1;

  private long[] pairs;
  private long[] merges;
  private int count;

  PairTable(int expected) {
    int capacity = Math.max(16, Integer.highestOneBit(Math.min(expected, 1 << 28)) << 2);
    pairs = new long[capacity];
    merges = new long[capacity];
    java.util.Arrays.fill(merges, NONE);
  }

  static int rank(long merge) {
    return (int) (merge >>> 32);
  }

  static int merged(long merge) {
    return (int) merge;
  }

  void put(int left, int right, int rank, int merged) {
    if (2 * (count + 1) > pairs.length) rehash();
    long pair = pair(left, right);
    int slot = slot(pair);
    while (merges[slot] != NONE && pairs[slot] != pair) slot = (slot + 1) & (pairs.length - 1);
    if (merges[slot] == NONE) count++;
    pairs[slot] = pair;
    merges[slot] = (long) rank << 32 | merged;
  }

  /** Rank and result of a pair; {@link #NONE} if it does not merge. */
  long get(int left, int right) {
    long pair = pair(left, right);
    int slot = slot(pair);
    while (merges[slot] != NONE) {
      if (pairs[slot] == pair) return merges[slot];
      slot = (slot + 1) & (pairs.length - 1);
    }
    return NONE;
  }

  private void rehash() {
    long[] oldPairs = pairs;
    long[] oldMerges = merges;
    pairs = new long[2 * oldPairs.length];
    merges = new long[2 * oldPairs.length];
    java.util.Arrays.fill(merges, NONE);
    count = 0;
    for (int i = 0; i < oldPairs.length; i++) {
      if (oldMerges[i] == NONE) continue;
      put((int) (oldPairs[i] >>> 32), (int) oldPairs[i], rank(oldMerges[i]), merged(oldMerges[i]));
    }
  }

  private static long pair(int left, int right) {
    return (long) left << 32 | right;
  }

  private int slot(long pair) {
    long mixed = pair * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & (pairs.length - 1);
  }
}
