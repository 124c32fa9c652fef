package dev.sonde.analysis.neighbours;

import java.util.Arrays;

/**
 * The k smallest of a stream of (distance, index) pairs, ties to the smaller index. A pair is one
 * long, the bits of the distance above the index: for non-negative floats that sorts as the
 * distances do.
 */
final class Nearest {
  private final long[] kept;
  private final int k;
  private int size;
  private float limit = Float.POSITIVE_INFINITY;

  Nearest(int k) {
    this.k = k;
    this.kept = new long[Math.max(4 * k, 64)];
  }

  void clear() {
    size = 0;
    limit = Float.POSITIVE_INFINITY;
  }

  /** Only what is nearer than this can still come in. */
  float limit() {
    return limit;
  }

  /** Indices must come in ascending order. */
  void add(float squared, int index) {
    if (squared >= limit) {
      return;
    }
    kept[size++] = (long) Float.floatToRawIntBits(squared) << 32 | index;
    if (size == kept.length) {
      shrink();
    }
  }

  private void shrink() {
    Arrays.sort(kept, 0, size);
    if (size >= k) {
      size = k;
      limit = squared(kept[k - 1]);
    }
  }

  /** Writes the pairs kept, nearest first, and says how many. */
  int drain(int[] indices, float[] squared, int at) {
    Arrays.sort(kept, 0, size);
    int n = Math.min(size, k);
    for (int i = 0; i < n; i++) {
      indices[at + i] = (int) kept[i];
      squared[at + i] = squared(kept[i]);
    }
    return n;
  }

  private static float squared(long pair) {
    return Float.intBitsToFloat((int) (pair >>> 32));
  }
}
