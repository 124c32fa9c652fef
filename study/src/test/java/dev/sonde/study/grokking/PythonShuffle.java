package dev.sonde.study.grokking;

/**
 * {@code random.seed(n); random.shuffle(list)} of Python 3: the Mersenne Twister (Matsumoto and
 * Nishimura 1998), numbers below n by rejection.
 */
final class PythonShuffle {

  private final int[] state = new int[624];
  private int at = 624;

  private PythonShuffle(int seed) {
    fill(19650218);
    int i = 1;
    for (int k = 0; k < 624; k++) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + seed;
      if (++i == 624) {
        state[0] = state[623];
        i = 1;
      }
    }
    for (int k = 0; k < 623; k++) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
      if (++i == 624) {
        state[0] = state[623];
        i = 1;
      }
    }
    state[0] = 0x80000000;
  }

  private void fill(int seed) {
    state[0] = seed;
    for (int i = 1; i < 624; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private int next() {
    if (at == 624) twist();
    int y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < 624; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7fffffff);
      state[i] = state[(i + 397) % 624] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
    }
    at = 0;
  }

  private int below(int n) {
    int bits = 32 - Integer.numberOfLeadingZeros(n);
    int drawn = next() >>> (32 - bits);
    while (drawn >= n) drawn = next() >>> (32 - bits);
    return drawn;
  }

  /** The shuffled numbers below {@code count}. */
  static int[] of(int seed, int count) {
    PythonShuffle random = new PythonShuffle(seed);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) order[i] = i;
    for (int i = count - 1; i > 0; i--) {
      int j = random.below(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
