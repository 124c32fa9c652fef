package dev.sonde.analysis.scan;

import dev.sonde.tensor.TensorReader;
import java.util.Arrays;

/** Types that float would round: float64, 32- and 64-bit integers. */
final class DoublePass implements Pass {

  private static final int BLOCK = FloatKernel.BLOCK;

  private final MemoryOrder order;
  private final Grid grid;
  private final double shift;
  private final double nearZero;
  private final Parts parts;
  private final Counts counts = new Counts();

  DoublePass(MemoryOrder order, Grid grid, double shift, Scan.Settings settings) {
    this.order = order;
    this.grid = grid;
    this.shift = shift;
    this.nearZero = settings.nearZero();
    this.parts = new Parts(order.repeats());
  }

  /**
   * The power of two with which differences are multiplied so that their fourth powers stay inside
   * the range of double; 1 almost always.
   */
  static double scale(double min, double max, double shift) {
    double reach = Math.max(max / 2 - shift / 2, shift / 2 - min / 2);
    if (reach == 0 || (reach > 1e-60 && reach < 1e60)) return 1;
    return Math.scalb(1.0, -Math.max(Math.getExponent(reach), -1000));
  }

  @Override
  public void chunk(long start, int length, FloatKernel.Scratch scratch) {
    TensorReader reader = order.tensor().reader();
    double[] values = new double[BLOCK];
    Tally tally = new Tally();
    for (int done = 0; done < length; done += BLOCK) {
      int n = Math.min(BLOCK, length - done);
      reader.doubles(start + done, values, n);
      add(values, n, scratch.counts, tally);
    }
    double scale = tally.finite == 0 ? 1 : scale(tally.min, tally.max, shift);
    if (scale != 1) sumAgain(reader, start, length, values, scale, tally);
    reader.release(start, length);
    parts.add(start / CHUNK, tally, shift, scale);
    counts.take(scratch.counts);
  }

  private void add(double[] values, int n, int[] seen, Tally tally) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double x = values[i];
      double magnitude = Math.abs(x);
      if (!(magnitude <= Double.MAX_VALUE)) {
        tally.addNotFinite(x);
        continue;
      }
      tally.finite++;
      if (x == 0) tally.zeros++;
      if (magnitude <= nearZero) tally.nearZeros++;
      if (x < min) min = x;
      if (x > max) max = x;
      tally.add(i & (Tally.LANES - 1), x, shift, 1);
      seen[grid.key(x)]++;
    }
    tally.addRange(min, max);
  }

  /** The sums left the range of double, or its precision: once more with a scale. */
  private void sumAgain(
      TensorReader reader, long start, int length, double[] values, double scale, Tally tally) {
    Arrays.fill(tally.lanes, 0);
    for (int done = 0; done < length; done += BLOCK) {
      int n = Math.min(BLOCK, length - done);
      reader.doubles(start + done, values, n);
      for (int i = 0; i < n; i++) {
        double x = values[i];
        if (Double.isFinite(x)) tally.add(i & (Tally.LANES - 1), x, shift, scale);
      }
    }
  }

  @Override
  public Scan result() {
    return parts.scan(grid, counts);
  }
}
