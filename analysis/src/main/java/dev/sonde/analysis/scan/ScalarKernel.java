package dev.sonde.analysis.scan;

/** In plain Java: for small work, before the vector code is compiled, and where there is none. */
record ScalarKernel() implements FloatKernel {

  @Override
  public void add(Frame frame, Scratch scratch, int n, Tally tally) {
    add(frame, scratch, 0, n, tally);
  }

  /** The part of a block from {@code from}, a multiple of the number of lanes. */
  static void add(Frame frame, Scratch scratch, int from, int n, Tally tally) {
    int[] counts = scratch.counts;
    float nearZero = frame.nearZero();
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < n; i++) {
      float x = scratch.values[i];
      float magnitude = Math.abs(x);
      if (!(magnitude <= Float.MAX_VALUE)) {
        tally.addNotFinite(x);
        continue;
      }
      tally.finite++;
      if (x == 0) tally.zeros++;
      if (magnitude <= nearZero) tally.nearZeros++;
      if (x < min) min = x;
      if (x > max) max = x;
      tally.add(i & (Tally.LANES - 1), x, frame.shift(), 1);
      counts[Grid.key(x + frame.minusCenter())]++;
    }
    tally.addRange(min, max);
  }
}
