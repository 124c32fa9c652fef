package dev.sonde.study.grokking;

import dev.sonde.network.layer.Seeds;
import dev.sonde.numbers.Shuffle;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * All sums modulo p as rows of three tokens, {@code a b =}: numbers are their own tokens, {@code =}
 * is token p.
 *
 * @param training places among all pairs, {@code a·p + b}, that are trained on
 * @param held the others
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Sums(int modulus, int[] training, int[] held) {

  static final int POSITIONS = 3;

  /** A random share of all pairs to train on, the same for the same seed. */
  static Sums split(int modulus, double fraction, long seed) {
    int count = Math.multiplyExact(modulus, modulus);
    int[] order = Shuffle.order(count, new SplittableRandom(Seeds.mix(seed, "pairs")));
    int trained = (int) Math.min(count - 1L, Math.max(1L, Math.round(fraction * count)));
    return new Sums(
        modulus, Arrays.copyOfRange(order, 0, trained), Arrays.copyOfRange(order, trained, count));
  }

  /** All pairs, row by row. */
  static int[] all(int modulus) {
    int[] pairs = new int[Math.multiplyExact(modulus, modulus)];
    for (int i = 0; i < pairs.length; i++) pairs[i] = i;
    return pairs;
  }

  /** {@code [pairs × 3]}, row-major. */
  static int[] tokens(int modulus, int[] pairs) {
    int[] ids = new int[POSITIONS * pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      ids[POSITIONS * i] = pairs[i] / modulus;
      ids[POSITIONS * i + 1] = pairs[i] % modulus;
      ids[POSITIONS * i + 2] = modulus;
    }
    return ids;
  }

  static int sum(int modulus, int pair) {
    return (pair / modulus + pair % modulus) % modulus;
  }

  static int[] sums(int modulus, int[] pairs) {
    int[] sums = new int[pairs.length];
    for (int i = 0; i < sums.length; i++) sums[i] = sum(modulus, pairs[i]);
    return sums;
  }
}
