package dev.sonde.analysis.projection;

import java.util.Arrays;

/** Spearman's correlation of many values that are not negative. */
final class Ranked {
  private Ranked() {}

  static double correlation(float[] a, float[] b) {
    float[] x = ranks(a);
    float[] y = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
  }

  /** Sorts by the bits of the value above the index: for floats from 0 that is their order. */
  private static float[] ranks(float[] values) {
    long[] order = new long[values.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (long) Float.floatToRawIntBits(values[i]) << 32 | i;
    }
    Arrays.parallelSort(order);
    float[] ranks = new float[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && order[to] >>> 32 == order[from] >>> 32) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[(int) order[i]] = (from + to - 1) / 2f;
      }
    }
    return ranks;
  }
}
