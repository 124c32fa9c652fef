package dev.sonde.analysis.scan;

import dev.sonde.tensor.TensorReader;

/** float32: the path that has to be fast. */
final class FloatPass implements Pass {

  private final MemoryOrder order;
  private final Grid grid;
  private final FloatKernel kernel;
  private final FloatKernel.Frame frame;
  private final Parts parts;
  private final Counts counts = new Counts();

  FloatPass(
      MemoryOrder order, Grid grid, double shift, Scan.Settings settings, FloatKernel kernel) {
    this.order = order;
    this.grid = grid;
    this.kernel = kernel;
    this.frame = new FloatKernel.Frame(grid.minusCenter(), shift, floor(settings.nearZero()));
    this.parts = new Parts(order.repeats());
  }

  /** The largest float that is not above {@code x}. */
  private static float floor(double x) {
    float nearest = (float) x;
    return nearest > x ? Math.nextDown(nearest) : nearest;
  }

  @Override
  public void chunk(long start, int length, FloatKernel.Scratch scratch) {
    TensorReader reader = order.tensor().reader();
    Tally tally = new Tally();
    for (int done = 0; done < length; done += FloatKernel.BLOCK) {
      int n = Math.min(FloatKernel.BLOCK, length - done);
      reader.floats(start + done, scratch.values, n);
      kernel.add(frame, scratch, n, tally);
    }
    reader.release(start, length);
    parts.add(start / CHUNK, tally, frame.shift(), 1);
    counts.take(scratch.counts);
  }

  @Override
  public Scan result() {
    return parts.scan(grid, counts);
  }
}
