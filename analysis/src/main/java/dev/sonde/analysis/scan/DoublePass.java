package dev.sonde.analysis.scan;

import dev.sonde.tensor.TensorReader;
import java.util.Arrays;

/** Types that float would round: float64, 32- and 64-bit integers. */
final class DoublePass implements Pass {

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
  public void chunk(long start, int length, Scratch scratch) {
    TensorReader reader = order.tensor().reader();
    Tally tally = new Tally();
    for (int done = 0; done < length; done += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, length - done);
      reader.doubles(start + done, scratch.doubles, n);
      if (isFinite(scratch.doubles, n)) add(scratch, n, tally);
      else addOneByOne(scratch, n, tally);
    }
    double scale = tally.finite == 0 ? 1 : scale(tally.min, tally.max, shift);
    if (scale != 1) sumAgain(reader, start, length, scratch.doubles, scale, tally);
    reader.release(start, length);
    parts.add(start / CHUNK, tally, shift, scale);
    counts.take(scratch.counts);
  }

  private static boolean isFinite(double[] values, int n) {
    boolean finite = true;
    for (int i = 0; i < n; i++) finite &= Math.abs(values[i]) <= Double.MAX_VALUE;
    return finite;
  }

  private void add(Scratch scratch, int n, Tally tally) {
    double[] x = scratch.doubles;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, x[i]);
      max = Math.max(max, x[i]);
      if (Math.abs(x[i]) <= nearZero) {
        tally.nearZeros++;
        if (x[i] == 0) tally.zeros++;
      }
    }
    tally.finite += n;
    tally.addRange(min, max);
    tally.addPowers(x, n, shift);
    for (int i = 0; i < n; i++) scratch.counts[grid.key(x[i])]++;
  }

  private void addOneByOne(Scratch scratch, int n, Tally tally) {
    for (int i = 0; i < n; i++) {
      double x = scratch.doubles[i];
      if (!Double.isFinite(x)) {
        tally.addNotFinite(x);
        continue;
      }
      tally.finite++;
      if (x == 0) tally.zeros++;
      if (Math.abs(x) <= nearZero) tally.nearZeros++;
      tally.addRange(x, x);
      tally.addPowers(i, x, shift, 1);
      scratch.counts[grid.key(x)]++;
    }
  }

  /** The sums left the range of double, or its precision: once more with a scale. */
  private void sumAgain(
      TensorReader reader, long start, int length, double[] values, double scale, Tally tally) {
    Arrays.fill(tally.lanes, 0);
    for (int done = 0; done < length; done += Scratch.BLOCK) {
      int n = Math.min(Scratch.BLOCK, length - done);
      reader.doubles(start + done, values, n);
      for (int i = 0; i < n; i++) {
        if (Double.isFinite(values[i])) tally.addPowers(i, values[i], shift, scale);
      }
    }
  }

  @Override
  public Scan result() {
    return parts.scan(grid, counts);
  }
}
