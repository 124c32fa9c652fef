package dev.sonde.analysis.groups;

import dev.sonde.tensor.Tensor;
import dev.sonde.tensor.TensorReader;

/** One run's tensor that is too large to be sorted: read twice by blocks, kept as counts. */
final class BinnedSample implements Sample {

  /** Values read at a time. */
  private static final int BLOCK = 1 << 14;

  /** Fine bins over the whole range; their width bounds the error of Wasserstein. */
  private static final int FINE = 1 << 18;

  private final Moments moments;
  private final Bins fine;
  private final long[] fineCounts;
  private final long[] counts;

  private BinnedSample(Moments moments, Bins fine, long[] fineCounts, long[] counts) {
    this.moments = moments;
    this.fine = fine;
    this.fineCounts = fineCounts;
    this.counts = counts;
  }

  /** Reads a tensor once for its range and moments; {@link Scan#in} reads it again. */
  static Scan scan(Tensor tensor) {
    Tensor real = tensor.asReal();
    Moments[] sum = {Moments.NONE};
    blocks(real, (block, length) -> sum[0] = sum[0].plus(Moments.of(block, length)));
    Moments moments = sum[0];
    return new Scan() {
      @Override
      public Moments moments() {
        return moments;
      }

      @Override
      public Sample in(Bins bins) {
        return binned(real, moments, bins);
      }
    };
  }

  private static Sample binned(Tensor tensor, Moments moments, Bins bins) {
    Bins fine = bins.finer(Math.max(1, FINE / Math.max(1, bins.number())));
    long[] fineCounts = new long[fine.number()];
    blocks(
        tensor,
        (block, length) -> fine.count(block, (int) Moments.of(block, length).finite(), fineCounts));
    long[] counts = new long[bins.number()];
    for (int i = 0; i < fineCounts.length; i++) {
      counts[(int) ((long) i * bins.number() / fineCounts.length)] += fineCounts[i];
    }
    return new BinnedSample(moments, fine, fineCounts, counts);
  }

  /** What happens to one block of values. */
  @FunctionalInterface
  private interface Block {
    void accept(double[] values, int length);
  }

  private static void blocks(Tensor tensor, Block then) {
    TensorReader reader = tensor.reader();
    double[] block = new double[BLOCK];
    for (long at = 0; at < tensor.count(); at += BLOCK) {
      int length = (int) Math.min(BLOCK, tensor.count() - at);
      reader.doubles(at, block, length);
      then.accept(block, length);
    }
  }

  /** The subdivision of the shared bins that {@link #fineCounts} counts in. */
  Bins fine() {
    return fine;
  }

  /** Not to be changed. */
  long[] fineCounts() {
    return fineCounts;
  }

  @Override
  public Moments moments() {
    return moments;
  }

  @Override
  public long[] counts() {
    return counts;
  }
}
