package dev.sonde.analysis.scan;

import dev.sonde.tensor.TensorReader;
import java.util.Arrays;

/** A small tensor: its values are sorted, so that everything is exact. */
final class SortedPass implements Pass {

  private final MemoryOrder order;
  private final Scan.Settings settings;
  private final Parts parts;
  private Cells cells = new Cells.Builder(0).build();

  SortedPass(MemoryOrder order, Scan.Settings settings) {
    this.order = order;
    this.settings = settings;
    this.parts = new Parts(order.repeats());
  }

  @Override
  public void chunk(long start, int length, Scratch scratch) {
    double[] values = new double[length];
    TensorReader reader = order.tensor().reader();
    reader.doubles(start, values, length);
    reader.release(start, length);
    Tally tally = new Tally();
    int n = 0;
    for (double x : values) {
      if (Double.isFinite(x)) values[n++] = x + 0.0;
      else tally.addNotFinite(x);
    }
    Arrays.sort(values, 0, n);
    double shift = n == 0 ? 0 : values[n / 2];
    double scale = n == 0 ? 1 : DoublePass.scale(values[0], values[n - 1], shift);
    for (int i = 0; i < n; i++) {
      double x = values[i];
      if (x == 0) tally.zeros++;
      if (Math.abs(x) <= settings.nearZero()) tally.nearZeros++;
      tally.addPowers(i, x, shift, scale);
    }
    tally.finite = n;
    if (n > 0) tally.addRange(values[0], values[n - 1]);
    parts.add(0, tally, shift, scale);
    cells = Cells.ofSorted(values, n, order.repeats());
  }

  @Override
  public Scan result() {
    return parts.scan(cells);
  }
}
